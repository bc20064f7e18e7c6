<?php

/** Runs 10,000 images in one batch and watches the resident memory: flat_memory.php sequential|workers IMAGE... */

declare(strict_types=1);

use PhotoLibrary\Parallelism;

const IMAGES = 10_000;
const WARM_UP = 1_000;
const ALLOWANCE_KB = 8 * 1024;

function resident_kb(): int
{
    preg_match('/^VmRSS:\s+(\d+) kB/m', (string) file_get_contents('/proc/self/status'), $match);

    return (int) ($match[1] ?? throw new RuntimeException('/proc/self/status has no VmRSS'));
}

$images = array_slice($argv, 2);
$parallelism = $argv[1] === 'workers' ? Parallelism::workers(2) : Parallelism::sequential();
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
