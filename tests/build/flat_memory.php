<?php

/**
 * Runs 10,000 images in one batch and watches the resident memory, in which of several processes it may be:
 *   flat_memory.php sequential|workers|processes IMAGE...
 */

declare(strict_types=1);

use PhotoLibrary\Parallelism;
use PhotoLibrary\Tests\Support\Family;

require __DIR__ . '/../support/Family.php';

const IMAGES = 10_000;
const WARM_UP = 1_000;
const ALLOWANCE_KB = 8 * 1024;

function resident_kb_of(string|int $process): int
{
    preg_match('/^VmRSS:\s+(\d+) kB/m', (string) @file_get_contents("/proc/{$process}/status"), $match);

    return (int) ($match[1] ?? 0);
}

/** Of this process, and of the largest that decodes for it: one that is replaced takes its memory along. */
function resident_kb(): int
{
    $module = (string) getenv('PHOTOLIBRARY_MODULE');
    $decoders = $module === '' ? [] : array_map(resident_kb_of(...), (new Family($module))->decoders());

    return resident_kb_of('self') + max([0, ...$decoders]);
}

$images = array_slice($argv, 2);
$parallelism = match ($argv[1]) {
    'workers' => Parallelism::workers(2),
    'processes' => Parallelism::processes(2),
    default => Parallelism::sequential(),
};
$sources = (static function () use ($images): Generator {
    for ($number = 0; $number < IMAGES; $number++) {
        yield $number => $images[$number % count($images)];
    }
})();

$seen = $warm = $peak = 0;
foreach (PhotoLibrary\palettes($sources, parallelism: $parallelism) as $result) {
    $seen++;
    if ($seen % 100 !== 0) {
        continue;
    }
    if ($seen <= WARM_UP) {
        $warm = max($warm, resident_kb());
    } else {
        $peak = max($peak, resident_kb());
    }
}
printf("%d results, %d kB after %d, at most %d kB later\n", $seen, $warm, WARM_UP, $peak);
exit($seen === IMAGES && $peak <= $warm + ALLOWANCE_KB ? 0 : 1);
