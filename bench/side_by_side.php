#!/usr/bin/env php
<?php

/**
 * photolibrary beside other programs that make palettes, over the same photos. bin/bench installs them and calls this.
 *   bench/side_by_side.php [--rounds=N] [--colors=N] [--photos=N] [--peers=A,B] [--quality] [--packages=A,B] [FILE|FOLDER...]
 */

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

foreach (['Answer', 'Jpeg', 'Photo', 'Peer', 'Times', 'Yardstick', 'Bench', 'Report'] as $class) {
    require __DIR__ . "/side_by_side/{$class}.php";
}

const CACHE = __DIR__ . '/../.cache/bench';
const LARGEST = '/usr/libexec/installed-tests/gdk-pixbuf/large.jpg';

/**
 * @param array<string, string> $missing name and reason; peers that are not there are added
 * @return array<string, Peer>
 */
function peers(array &$missing): array
{
    $php = [PHP_BINARY, __DIR__ . '/peers/php.php'];
    $node = ['node', CACHE . '/node/node.mjs'];
    $native = [CACHE . '/native'];
    $autoload = CACHE . '/php';
    putenv("PHOTOLIBRARY_BENCH_PHP_PEERS={$autoload}");
    $peers = [];
    $add = static function (bool $there, string $reason, string $name, string $label, array $command, bool $givesPalette = true) use (&$peers, &$missing): void {
        if ($there) {
            /** @var list<string> $command */
            $peers[$name] = new Peer($name, $label, [...$command, $name], CACHE, $givesPalette);
        } else {
            $missing[$label] = $reason;
        }
    };
    $npm = static fn(string $package): bool => is_dir(CACHE . "/node/node_modules/{$package}");
    $composer = static fn(string $package): bool => is_dir("{$autoload}/vendor/{$package}");
    $add(true, '', 'photolibrary', 'photolibrary (accent, the default)', $php);
    $add(true, '', 'photolibrary_representative', 'photolibrary (representative)', $php);
    $add(is_executable($native[0]), 'not built', 'libjpeg', 'bare libjpeg-turbo at the same scale, no palette', $native, false);
    $add(is_executable($native[0]), 'not built', 'vips_thumbnail', 'vips_thumbnail to 256 px, no palette', $native, false);
    $add(\extension_loaded('gd'), 'no extension gd', 'gd', 'PHP GD: decode, scale to 256 px, quantise', $php);
    $add(\extension_loaded('imagick'), 'no extension imagick', 'imagick', 'Imagick: thumbnail of 256 px, quantise', $php);
    $add(\extension_loaded('imagick'), 'no extension imagick', 'imagick_size', 'Imagick with jpeg:size', $php);
    $add($npm('sharp'), 'npm does not install it', 'sharp', 'sharp: palette PNG of 256 px', $node);
    $add($npm('@material/material-color-utilities') && $npm('sharp'), 'npm does not install it', 'material', 'material-color-utilities (Celebi) on 128 px by sharp', $node);
    $add($npm('colorthief'), 'npm does not install it', 'colorthief', 'ColorThief for Node', $node);
    $add($npm('colorthief'), 'npm does not install it', 'colorthief_rgb', 'ColorThief for Node, RGB', $node);
    $add($npm('node-vibrant'), 'npm does not install it', 'vibrant', 'node-vibrant', $node);
    $add($composer('league/color-extractor'), 'Composer does not find it', 'league', 'league/color-extractor', $php);
    $add($composer('ksubileau/color-thief-php'), 'Composer does not find it', 'color_thief', 'ksubileau/color-thief-php', $php);
    $missing['quantette'] = 'a Rust crate without a program; not in the registries used here';

    return $peers;
}

/**
 * Every nth of a list, so that few photos are as mixed as all.
 *
 * @param list<Photo> $photos
 * @return list<Photo>
 */
function some(array $photos, int $count): array
{
    $step = \count($photos) / max(1, $count);
    $some = [];
    for ($i = 0; $step > 1 && $i < $count; ++$i) {
        $some[] = $photos[(int) ($i * $step)];
    }

    return $step > 1 ? $some : $photos;
}

/**
 * @param list<Photo> $photos
 * @return array<string, list<string>> paths by the name of the set
 */
function sets(array $photos): array
{
    $paths = static fn(callable $of): array => array_map(static fn(Photo $photo): string => $photo->path, array_values(array_filter($photos, $of)));

    return [
        'all' => $paths(static fn(): bool => true),
        'baseline' => $paths(static fn(Photo $photo): bool => !$photo->jpeg->progressive),
        'originals of 12 MP' => $paths(static fn(Photo $photo): bool => $photo->isOriginal),
        'progressive' => $paths(static fn(Photo $photo): bool => $photo->jpeg->progressive),
    ];
}

/**
 * @param array<string, array<string, array{error: float, found: int, accents: int, colors: int}>> $scores by path and peer
 * @return array{mean: float, max: float, recall: float|null, photos: int}|null
 */
function summary(array $scores, string $peer): ?array
{
    $errors = [];
    $found = $accents = 0;
    foreach ($scores as $score) {
        if (isset($score[$peer])) {
            $errors[] = $score[$peer]['error'];
            $found += $score[$peer]['found'];
            $accents += $score[$peer]['accents'];
        }
    }

    return $errors === [] ? null : [
        'mean' => array_sum($errors) / \count($errors), 'max' => max($errors), 'recall' => $accents > 0 ? $found / $accents : null, 'photos' => \count($errors),
    ];
}

/**
 * @param array<string, Peer> $peers
 * @param array<string, list<string>> $sets
 * @param array<string, array<string, array{error: float, found: int, accents: int, colors: int}>> $scores
 * @param array<string, float|string> $memory
 */
function report_peers(Report $report, Bench $bench, array $peers, array $sets, array $scores, array $memory): void
{
    $head = ['Peer'];
    foreach ($sets as $set => $paths) {
        $head[] = "{$set} (" . \count($paths) . ')';
    }
    $rows = [];
    foreach ($peers as $name => $peer) {
        $row = [$peer->label];
        foreach ($sets as $paths) {
            $ratio = $bench->times->ratio($name, 'photolibrary', $paths);
            $row[] = $ratio === null ? '–' : Report::number($ratio[0]) . ($ratio[1] < \count($paths) ? " ({$ratio[1]} files)" : '');
        }
        $quality = summary($scores, $name);
        $row[] = $quality === null ? '–' : Report::number($quality['mean'], 3) . ' / ' . Report::number($quality['max']);
        $row[] = Report::number($quality['recall'] ?? null, 3);
        $added = $memory[$name] ?? null;
        $row[] = \is_float($added) ? Report::number($added, 0) : '–';
        $rows[] = $row;
    }
    $report->table([...$head, 'error mean / max', 'accents found', 'MB at 12 MP'], $rows);
}

/** @param array<string, list<string>> $sets */
function report_floor(Report $report, Bench $bench, array $sets): void
{
    $rows = [];
    foreach ($sets as $set => $paths) {
        $row = [$set];
        foreach (['libjpeg', 'vips_thumbnail'] as $base) {
            $row[] = Report::number($bench->times->ratio('photolibrary', $base, $paths)[0] ?? null, 3);
        }
        $rows[] = $row;
    }
    $report->table(['photolibrary, whole job', '÷ bare libjpeg-turbo', '÷ vips_thumbnail'], $rows);
}

/** @param array<int, list<string>> $files */
function report_sizes(Report $report, Bench $bench, array $files): void
{
    $rows = [];
    foreach ($files as $side => $paths) {
        $ratio = $bench->sizes->ratio('photolibrary', 'libjpeg', $paths);
        $milliseconds = Times::medianOf(array_values(array_filter(array_map(static fn(string $path): ?float => $bench->sizes->median('photolibrary', $path), $paths))));
        $rows[] = ["{$side} px", (string) \count($paths), Report::number($ratio[0] ?? null), Report::number(($milliseconds ?? 0) / 1000) . ' ms'];
    }
    $report->table(['Sub-size', 'files', 'palette from PHP ÷ bare libjpeg decode at the same scale', 'median'], $rows);
}

/** @param array<string, array{method: string, read: int, ratio: float|null}> $reading */
function report_reading(Report $report, array $reading): void
{
    $ratios = array_values(array_filter(array_column($reading, 'ratio'), is_float(...)));
    $methods = array_count_values(array_column($reading, 'method'));
    arsort($methods);
    $list = implode(', ', array_map(static fn(string $method, int $count): string => "`{$method}` {$count}", array_keys($methods), $methods));
    $report->text('`decode.method` over ' . \count($reading) . " photos: {$list}.");
    if ($ratios !== []) {
        $report->text('Bytes read of progressive files ÷ end of their first DC pass: median ' . Report::number(Times::medianOf($ratios), 3)
            . ', largest ' . Report::number(max($ratios), 3) . ' of ' . \count($ratios) . ' files.');
    }
}

/** @param list<string> $arguments */
function main(array $arguments): int
{
    $options = ['rounds' => '5', 'colors' => '8', 'photos' => '1000', 'peers' => '', 'packages' => '', 'quality' => 'no'];
    $paths = [];
    foreach ($arguments as $argument) {
        if (preg_match('/^--([a-z]+)(?:=(.*))?$/', $argument, $match) === 1 && isset($options[$match[1]])) {
            $options[$match[1]] = $match[2] ?? 'yes';
        } elseif (str_starts_with($argument, '-')) {
            fwrite(STDERR, "side_by_side.php: do not know {$argument}\n");

            return 2;
        } else {
            $paths[] = $argument;
        }
    }
    $list = static fn(string $text): array => array_values(array_filter(explode(',', $text)));
    $missing = [];
    $peers = peers($missing);
    if ($list($options['peers']) !== []) {
        $peers = array_intersect_key($peers, array_flip([...$list($options['peers']), 'photolibrary', 'libjpeg']));
    }
    $photos = some(Photo::all($list($options['packages']), $paths), (int) $options['photos']);
    if ($photos === []) {
        fwrite(STDERR, "side_by_side.php: there is no JPEG of a megapixel or more\n");

        return 1;
    }
    measure($photos, $peers, $missing, max(1, (int) $options['rounds']), (int) $options['colors'], $options['quality'] === 'yes');

    return 0;
}

/**
 * @param list<Photo> $photos
 * @param array<string, Peer> $peers
 * @param array<string, string> $missing
 */
function measure(array $photos, array $peers, array $missing, int $rounds, int $colors, bool $withQuality): void
{
    foreach (['sizes', 'references'] as $folder) {
        is_dir(CACHE . "/{$folder}") || mkdir(CACHE . "/{$folder}", 0o755, true);
    }
    $sets = sets($photos);
    $bench = new Bench($photos, $peers, $rounds, $colors, CACHE);
    $bench->compare();
    $files = $bench->compareSizes();
    $reading = $bench->reading();
    $small = $files[300][0] ?? $photos[0]->path;
    $largePhoto = $sets['originals of 12 MP'][0] ?? $sets['all'][0];
    $memory = $bench->memory($small, $largePhoto);
    $huge = is_file(LARGEST) ? $bench->memory($small, LARGEST, 'photolibrary') : [];
    $scores = $withQuality ? $bench->quality(new Yardstick(CACHE . '/palette_eval', CACHE . '/references')) : [];

    $report = new Report();
    $report->text('Processor time, geometric means of the ratios of each file, medians of ' . $rounds . ' rounds in turns (one where a file'
        . " takes longer than half a second); {$colors} colours asked for. " . trim((string) shell_exec('nproc')) . ' processors of '
        . (preg_match('/^model name\s*: (.*)$/m', (string) file_get_contents('/proc/cpuinfo'), $match) === 1 ? trim($match[1]) : 'an unknown kind')
        . ', PHP ' . PHP_VERSION . '.');
    $report->heading('Time of others, in times of photolibrary; quality; memory');
    report_peers($report, $bench, $peers, $sets, $scores, $memory);
    $report->text('Missing: ' . implode('; ', array_map(static fn(string $name, string $why): string => "{$name} ({$why})", array_keys($missing), $missing)) . '.');
    $report->heading('Against the floor');
    report_floor($report, $bench, $sets);
    report_sizes($report, $bench, $files);
    report_reading($report, $reading);
    foreach ($huge as $added) {
        $report->text('A JPEG of 749 MP adds ' . (\is_float($added) ? Report::number($added, 0) . ' MB' : "no palette: {$added}") . '.');
    }
    foreach ($bench->errors as $name => $errors) {
        $report->text("{$name} failed on " . \count($errors) . ' files, first: ' . reset($errors) . '.');
    }
    file_put_contents(CACHE . '/side_by_side.md', $report->markdown());
    file_put_contents(CACHE . '/side_by_side.json', json_encode([
        'rounds' => $rounds, 'colors' => $colors, 'missing' => $missing, 'sets' => $sets, 'microseconds' => $bench->times->samples(),
        'sizes' => $files, 'sizes_microseconds' => $bench->sizes->samples(), 'reading' => $reading, 'memory_mb' => $memory, 'memory_749_mp_mb' => $huge,
        'quality' => $scores, 'palettes' => $bench->palettes, 'errors' => $bench->errors,
    ], JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR));
    echo $report->markdown();
}

exit(main(\array_slice($argv, 1)));
