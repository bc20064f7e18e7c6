<?php

/**
 * Palettes of files or URLs, as a process of its own that bench/http.php starts:
 *   php palettes.php 'sequential'|'workers(1)'|'processes(1)' PREFIX < names
 * Each name on STDIN is a source behind the prefix. Prints a line a source: its name, what its palette is, the bytes read
 * for it, how it was read; and at last one with the batch's bytes.
 */

declare(strict_types=1);

use PhotoLibrary\HttpOptions;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;

[, $mode, $prefix] = [...$argv, '', ''];
$names = array_values(array_filter(explode("\n", (string) stream_get_contents(STDIN))));
$parallelism = match ($mode) {
    'sequential' => Parallelism::sequential(),
    'workers(1)' => Parallelism::workers(1),
    'processes(1)' => Parallelism::processes(1),
    default => throw new InvalidArgumentException("there is no mode {$mode}"),
};
$isRemote = str_starts_with($prefix, 'http:');
$sources = [];
foreach ($names as $name) {
    $sources[$name] = $isRemote ? Source::url($prefix . $name) : $prefix . $name;
}
// What is not asked for must not be loaded: this also runs with modules from before there were URLs.
$options = $isRemote ? new PaletteOptions(http: new HttpOptions(allow: ['127.0.0.0/8'])) : new PaletteOptions();
$batch = PhotoLibrary\palettes($sources, $options, $parallelism);
foreach ($batch as $name => $result) {
    if (!$result instanceof Palette) {
        fwrite(STDERR, $result->message . "\n");
        exit(1);
    }
    $digest = hash('sha256', json_encode([$result->swatches, $result->width, $result->height], JSON_THROW_ON_ERROR));
    echo $name, "\t", $digest, "\t", $result->decode->bytesRead, "\t", $result->decode->method, "\n";
}
echo "batch\t\t", $batch->statistics()->bytesRead, "\t\n";
