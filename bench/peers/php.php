<?php

/**
 * Peers of the benchmark that run in PHP, photolibrary among them, each asked file by file in one long-running process:
 *   php php.php photolibrary|photolibrary_representative|gd|imagick|imagick_size|league|color_thief
 * Reads and answers lines as native.cpp does, with the colours as #rrggbb.
 */

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide\Peers;

use PhotoLibrary\PaletteOptions;
use PhotoLibrary\PaletteStyle;

/** The side of the copy that GD and Imagick quantise: what plugins of WordPress and image libraries use. */
const THUMBNAIL = 256;

/** @return int microseconds of processor time of this process */
function spent(): int
{
    /** @var array{'ru_utime.tv_sec': int, 'ru_utime.tv_usec': int, 'ru_stime.tv_sec': int, 'ru_stime.tv_usec': int} $usage */
    $usage = getrusage();

    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1_000_000 + $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'];
}

function hex(int $red, int $green, int $blue): string
{
    return \sprintf('#%02x%02x%02x', $red, $green, $blue);
}

/** @return list<string> */
function by_photolibrary(string $path, int $colors, PaletteStyle $style): array
{
    $palette = \PhotoLibrary\palette($path, new PaletteOptions(colors: $colors, style: $style, maxPixels: 1_000_000_000));

    return array_map(static fn(\PhotoLibrary\Swatch $swatch): string => $swatch->color->toHex(), $palette->swatches);
}

/** @return list<string> */
function by_gd(string $path, int $colors): array
{
    $bytes = file_get_contents($path);
    $image = $bytes === false ? false : imagecreatefromstring($bytes);
    if ($image === false) {
        throw new \RuntimeException('GD does not read it');
    }
    $scale = min(1.0, THUMBNAIL / max(imagesx($image), imagesy($image)));
    $small = imagescale($image, max(1, (int) (imagesx($image) * $scale)), max(1, (int) (imagesy($image) * $scale)), IMG_BILINEAR_FIXED);
    if ($small === false || !imagetruecolortopalette($small, false, $colors)) {
        throw new \RuntimeException('GD does not scale or quantise it');
    }
    $palette = [];
    for ($i = 0; $i < imagecolorstotal($small); ++$i) {
        $color = imagecolorsforindex($small, $i);
        $palette[] = hex($color['red'], $color['green'], $color['blue']);
    }

    return array_values(array_unique($palette));
}

/** @return list<string> */
function by_imagick(string $path, int $colors, bool $scaled_by_libjpeg): array
{
    $image = new \Imagick();
    if ($scaled_by_libjpeg) {
        $image->setOption('jpeg:size', THUMBNAIL . 'x' . THUMBNAIL);
    }
    $image->readImage($path);
    $image->thumbnailImage(THUMBNAIL, THUMBNAIL, true);
    $image->quantizeImage($colors, \Imagick::COLORSPACE_SRGB, 0, false, false);
    $palette = [];
    foreach ($image->getImageHistogram() as $pixel) {
        /** @var array{r: int, g: int, b: int} $color */
        $color = $pixel->getColor();
        $palette[] = hex($color['r'], $color['g'], $color['b']);
    }
    $image->clear();

    return array_values(array_unique($palette));
}

/** @return list<string> */
function by_league(string $path, int $colors): array
{
    /** @var iterable<int> $extracted */
    // @phpstan-ignore class.notFound, class.notFound, class.notFound (Composer may not have it)
    $extracted = (new \League\ColorExtractor\ColorExtractor(\League\ColorExtractor\Palette::fromFilename($path)))->extract($colors);
    $palette = [];
    foreach ($extracted as $color) {
        $palette[] = hex($color >> 16 & 0xFF, $color >> 8 & 0xFF, $color & 0xFF);
    }

    return $palette;
}

/** @return list<string> */
function by_color_thief(string $path, int $colors): array
{
    /** @var list<array{int, int, int}> $palette */
    // @phpstan-ignore class.notFound (Composer may not have it)
    $palette = \ColorThief\ColorThief::getPalette($path, $colors);

    return array_map(static fn(array $color): string => hex(...$color), $palette);
}

$peers = [
    'photolibrary' => static fn(string $path, int $colors): array => by_photolibrary($path, $colors, PaletteStyle::Accent),
    'photolibrary_representative' => static fn(string $path, int $colors): array => by_photolibrary($path, $colors, PaletteStyle::Representative),
    'gd' => by_gd(...),
    'imagick' => static fn(string $path, int $colors): array => by_imagick($path, $colors, false),
    'imagick_size' => static fn(string $path, int $colors): array => by_imagick($path, $colors, true),
    'league' => by_league(...),
    'color_thief' => by_color_thief(...),
];

$ask = $peers[$argv[1] ?? ''] ?? null;
if ($ask === null) {
    fwrite(STDERR, 'usage: php.php ' . implode('|', array_keys($peers)) . "\n");
    exit(2);
}
ini_set('memory_limit', '-1');
$autoload = getenv('PHOTOLIBRARY_BENCH_PHP_PEERS') . '/vendor/autoload.php';
if (is_file($autoload)) {
    require $autoload;
}
while (($line = fgets(STDIN)) !== false) {
    [$path, $colors] = explode("\t", rtrim($line, "\n"));
    $start = spent();
    try {
        $palette = $ask($path, (int) $colors);
        echo "ok\t", spent() - $start, "\t", implode(' ', $palette), "\n";
    } catch (\Throwable $error) {
        echo "error\t", strtok($error->getMessage(), "\n"), "\n";
    }
}
