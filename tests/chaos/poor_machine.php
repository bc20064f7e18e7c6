<?php

/**
 * What a user of this machine sees of thirty good photos, as JSON: php poor_machine.php MODE
 * {"palettes": 30, "failures": {REASON: COUNT}, "error": MESSAGE|null, "warnings": [MESSAGE], "accounted": true}
 */

declare(strict_types=1);

use PhotoLibrary\Failure;
use PhotoLibrary\Palette;
use PhotoLibrary\Parallelism;

$modes = [
    'detect' => static fn(): ?Parallelism => null,
    'sequential' => Parallelism::sequential(...),
    'workers(2)' => static fn(): Parallelism => Parallelism::workers(2),
    'processes(2)' => static fn(): Parallelism => Parallelism::processes(2),
    'processes(1, 4)' => static fn(): Parallelism => Parallelism::processes(1, 4),
];
$folder = (string) getenv('PHOTOLIBRARY_TEST_IMAGES');
$photos = array_map(static fn(string $name): string => "{$folder}/{$name}", ['small.jpg', 'photo.png', 'lossy.webp', 'photo.tif', 'p3.jpg', 'baseline.jpg']);
$sources = array_merge(...array_fill(0, 5, $photos));
$seen = ['palettes' => 0, 'failures' => [], 'error' => null, 'warnings' => [], 'accounted' => true];
set_error_handler(static function (int $level, string $message) use (&$seen): bool {
    $seen['warnings'][] = $message;

    return true;
});
try {
    $batch = PhotoLibrary\palettes($sources, null, $modes[$argv[1] ?? 'detect']());
    try {
        foreach ($batch as $result) {
            if ($result instanceof Palette) {
                ++$seen['palettes'];
            } elseif ($result instanceof Failure) {
                $seen['failures'][$result->reason->value] = ($seen['failures'][$result->reason->value] ?? 0) + 1;
            }
        }
    } finally {
        $statistics = $batch->statistics();
        $seen['accounted'] = $statistics->pulled === $seen['palettes'] + array_sum($seen['failures']);
    }
} catch (PhotoLibrary\EngineException $exception) {
    $seen['error'] = $exception->getMessage();
}
echo json_encode($seen, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES), "\n";
