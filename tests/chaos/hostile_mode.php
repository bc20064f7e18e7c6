<?php

/** Analyses the files that STDIN names in one mode; prints a line for each, as engine_host does: hostile_mode.php MODE. */

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PhotoLibrary\Palette;
use PhotoLibrary\Parallelism;

use function PhotoLibrary\palettes;

$parallelism = match ($argv[1] ?? '') {
    'sequential' => Parallelism::sequential(),
    'workers' => Parallelism::workers(2),
    'processes' => Parallelism::processes(2),
    'processes of workers' => Parallelism::processes(2, 2),
    default => exit(2),
};
$files = explode("\n", trim((string) stream_get_contents(STDIN)));
foreach (palettes($files, parallelism: $parallelism, ordered: true) as $number => $result) {
    $file = $files[$number];
    if (!$result instanceof Palette) {
        echo "{$file}\tfailed: {$result->reason->value}\t{$result->message}\n";
        continue;
    }
    $swatches = '';
    foreach ($result->swatches as $swatch) {
        $swatches .= \sprintf(' %s %.6f', $swatch->color->toHex(), $swatch->share);
    }
    echo "{$file}\t{$result->width}x{$result->height}\t{$result->decode->decoder} {$result->decode->method}\t{$swatches}\n";
}
