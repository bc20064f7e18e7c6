<?php

/**
 * One request of host.cpp: a batch of images that no other thread has, in one of the modes, and one of the ways in which a
 * request ends. What it prints does not depend on the mode.
 */

declare(strict_types=1);

use PhotoLibrary\Failure;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;

use function PhotoLibrary\palettes;

/** @var list<string> $words */
$words = $_SERVER['argv'];
[, $thread, $threads, $request, $mode, $end] = $words;
ini_set('memory_limit', '32M');
echo "thread {$thread}, {$end}\n";

$parallelism = match ($mode) {
    'sequential' => Parallelism::sequential(),
    'threads' => Parallelism::workers(2),
    'processes' => Parallelism::processes(2),
    'threads in processes' => Parallelism::processes(1, 2),
    'detected' => Parallelism::detect(),
    default => throw new ValueError("there is no mode {$mode}"),
};

$images = glob(getenv('PHOTOLIBRARY_TEST_IMAGES') . '/*') ?: [];
$small = array_values(array_filter($images, static fn(string $path): bool => is_file($path) && filesize($path) < 50_000));
$own = array_filter($small, static fn(int $index): bool => $index % (int) $threads === (int) $thread, ARRAY_FILTER_USE_KEY);

/** Keys that tell the results of this request from those of all others. */
$sources = (static function () use ($own, $thread, $request): Generator {
    foreach (array_slice($own, 0, 10) as $path) {
        yield [$thread, $request, $path] => $path;
    }
})();

$show = static function (mixed $key, Palette|Failure $result) use ($thread, $request): void {
    if ($key !== [$thread, $request, $result->source]) {
        echo 'a result of another request: ', json_encode($key), "\n";
    }
    $json = json_encode($result, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
    // What libvips says in brackets is a hint: it has one error text for all threads.
    echo $result instanceof Failure ? preg_replace('/ \\([^"]*\\)"/', '"', $json) : $json, "\n";
};

if ($end === 'too slow') {
    $photo = getenv('PHOTOLIBRARY_TEST_IMAGES') . '/photo.png';
    foreach (palettes(array_fill(0, 3, $photo), new PaletteOptions(timeout: 0.001), $parallelism) as $result) {
        echo $result instanceof Failure ? $result->reason->value : 'not too slow', "\n";
    }
}

final class Known {}

$number = 0;
$batch = palettes($sources, new PaletteOptions(timeout: 600.0), $parallelism, ordered: true);
foreach ($batch as $key => $result) {
    $show($key, $result);
    if (++$number < 4) {
        continue;
    }
    switch ($end) {
        case 'break': break 2;
        case 'exit': exit("exit\n");
        case 'exception': throw new DomainException('in the loop');
        case 'fatal error': eval('class Known {}');
            // no break
        case 'memory limit': $large = str_repeat('x', 100_000_000);
            // no break
        case 'time limit': set_time_limit(1);
            for (;;) {
                usleep(10_000);
            }
            // no break
        case 'kept': $GLOBALS['kept'] = $batch;
            break 2;
    }
}
echo "{$number} results\n";
