<?php

/**
 * The part of bin/demo that reads the site: `wp eval-file --use-include bin/lib/demo.php digest` prints a hash of all palettes,
 * `... show plain|color HTML_FILE RUN...` prints them and writes the contact sheet; RUN.json are reports of
 * sync_palettes.
 */

declare(strict_types=1);

namespace PhotoLibrary\Demo;

use PhotoLibrary\Color;

/** A photo of the site. */
final readonly class Photo
{
    /** @param list<array{color: Color, share: float}> $swatches */
    public function __construct(public string $name, public string $thumbnail, public array $swatches) {}
}

/** One mode's run over the site. */
final readonly class Run
{
    public function __construct(public string $mode, public int $images, public float $seconds, public float $rate) {}

    public static function fromReport(string $path): self
    {
        /** @var array{mode: string, processes: int, workers: int, processed: int, failed: int, seconds: float, images_per_second: float} $report */
        $report = json_decode((string) file_get_contents($path), true, flags: JSON_THROW_ON_ERROR);
        $count = $report['processes'] * $report['workers'];
        $mode = $count > 1 ? "{$count} {$report['mode']}" : $report['mode'];

        return new self($mode, $report['processed'] + $report['failed'], $report['seconds'], $report['images_per_second']);
    }
}

/**
 * All swatches, in an order that does not depend on who computed them first.
 *
 * @return list<array{attachment: int, rgb: int, share: int}> share in ten-thousandths
 */
function rows(): array
{
    global $wpdb;
    \assert($wpdb instanceof \wpdb);
    /** @var list<array{attachment: string, rgb: string, share: string}> $rows */
    $rows = $wpdb->get_results(
        "SELECT attachment_id AS attachment, rgb, `share` FROM {$wpdb->prefix}photolibrary_colors ORDER BY attachment_id, `rank`",
        ARRAY_A,
    );

    return array_map(static fn(array $row): array => array_map(intval(...), $row), $rows);
}

/** @return list<Photo> */
function photos(): array
{
    $swatches = [];
    foreach (rows() as ['attachment' => $id, 'rgb' => $rgb, 'share' => $share]) {
        $swatches[$id][] = ['color' => new Color($rgb >> 16, ($rgb >> 8) & 255, $rgb & 255), 'share' => $share / 10_000];
    }
    $photos = [];
    foreach ($swatches as $id => $of_photo) {
        $file = (string) get_attached_file($id);
        $medium = image_get_intermediate_size($id, 'medium');
        $thumbnail = $medium === false ? $file : \dirname($file) . '/' . $medium['file'];
        $photos[] = new Photo(get_the_title($id), $thumbnail, $of_photo);
    }

    return $photos;
}

function terminal_line(Photo $photo, bool $in_color): string
{
    $line = '';
    foreach ($photo->swatches as ['color' => $color, 'share' => $share]) {
        $block = $in_color ? "\e[48;2;{$color->red};{$color->green};{$color->blue}m    \e[0m " : '';
        $line .= $block . $color->toHex() . \sprintf(' %2d %%   ', (int) round($share * 100));
    }

    return $line . mb_strimwidth((string) preg_replace('/[[:cntrl:]]/u', '', $photo->name), 0, 40, '…');
}

function run_line(Run $run): string
{
    return \sprintf('%-12s %4d images in %6.2f s: %6.1f images/s', $run->mode, $run->images, $run->seconds, $run->rate);
}

/** @return string a data URI; empty when the file is missing or too large to be carried along */
function data_uri(string $path): string
{
    if (!is_file($path) || filesize($path) > 400_000) {
        return '';
    }

    return 'data:' . (wp_get_image_mime($path) ?: 'application/octet-stream') . ';base64,' . base64_encode((string) file_get_contents($path));
}

function card(Photo $photo): string
{
    $bar = $names = '';
    foreach ($photo->swatches as ['color' => $color, 'share' => $share]) {
        $hex = $color->toHex();
        $percent = round($share * 100, 1);
        $bar .= "<i style=\"background:$hex;flex:" . max($share, 0.04) . "\" title=\"$hex, $percent %\"></i>";
        $names .= "<li><b style=\"background:$hex\"></b>$hex <span>$percent %</span></li>";
    }
    $uri = data_uri($photo->thumbnail);
    $image = $uri === '' ? '<div class="none"></div>' : '<img src="' . esc_attr($uri) . '" alt="" loading="lazy">';

    return "<figure>$image<div class=\"bar\">$bar</div><figcaption>" . esc_html($photo->name) . "</figcaption><ul>$names</ul></figure>\n";
}

/**
 * @param list<Photo> $photos
 * @param list<Run> $runs
 */
function sheet(array $photos, array $runs): string
{
    $cards = implode('', array_map(card(...), $photos));
    $rates = implode(' · ', array_map(static fn(Run $run): string => esc_html("$run->mode $run->rate images/s"), $runs));
    $count = \count($photos);

    return <<<HTML
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>photolibrary: $count photos and their palettes</title>
        <style>
        :root { color-scheme: light dark; --page: #f4f3f1; --card: #fff; --ink: #222; --faint: #777; }
        @media (prefers-color-scheme: dark) { :root { --page: #161616; --card: #212121; --ink: #e8e8e8; --faint: #999; } }
        body { margin: 0; padding: 2rem clamp(1rem, 4vw, 4rem); background: var(--page); color: var(--ink); font: 15px/1.4 system-ui, sans-serif; }
        h1 { margin: 0; font-weight: 600; letter-spacing: -0.02em; }
        header p { margin: .3rem 0 2rem; color: var(--faint); }
        main { display: grid; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); gap: 1.5rem; }
        figure { margin: 0; overflow: hidden; border-radius: 10px; background: var(--card); box-shadow: 0 1px 4px #0003; }
        img, .none { display: block; width: 100%; aspect-ratio: 3 / 2; object-fit: cover; background: var(--page); }
        .bar { display: flex; height: 34px; }
        figcaption { padding: .7rem 1rem 0; font-weight: 600; overflow-wrap: anywhere; }
        ul { margin: 0; padding: .4rem 1rem 1rem; list-style: none; font-family: ui-monospace, monospace; font-size: 13px; }
        li b { display: inline-block; width: .8em; height: .8em; margin-right: .6em; border-radius: 50%; box-shadow: 0 0 0 1px #8884; }
        li span { float: right; color: var(--faint); }
        </style>
        <header><h1>$count photos and their palettes</h1><p>$rates</p></header>
        <main>
        $cards</main>
        </html>

        HTML;
}

/** @param list<string> $args */
function main(array $args): void
{
    if ($args[0] === 'digest') {
        echo hash('sha256', (string) json_encode(rows())), "\n";

        return;
    }
    [, $color, $html] = $args;
    $photos = photos();
    $runs = array_map(static fn(string $run): Run => Run::fromReport("$run.json"), \array_slice($args, 3));
    foreach ($photos as $photo) {
        echo terminal_line($photo, $color === 'color'), "\n";
    }
    echo "\n", implode("\n", array_map(run_line(...), $runs)), "\nAll modes gave the same palettes.\n";
    if (file_put_contents($html, sheet($photos, $runs)) === false) {
        fwrite(STDERR, "Error: $html cannot be written\n");
        exit(1);
    }
}

/** @var list<string> $args set by wp eval-file */
main($args);
