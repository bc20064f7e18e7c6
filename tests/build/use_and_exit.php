<?php

/** Uses the engine once and ends: use_and_exit.php sequential|workers|processes finish|break IMAGE... */

declare(strict_types=1);

use PhotoLibrary\Parallelism;

[, $mode, $end] = $argv;
$images = array_slice($argv, 3);
$parallelism = match ($mode) {
    'workers' => Parallelism::workers(2),
    'processes' => Parallelism::processes(2),
    default => Parallelism::sequential(),
};
if ($mode === 'processes') {
    // The line to what forks the decoders stays for the next batch.
    iterator_to_array(PhotoLibrary\palettes([$images[0]], parallelism: $parallelism));
}
$files = count((array) scandir('/proc/self/fd'));

$results = 0;
$batch = PhotoLibrary\palettes($images, parallelism: $parallelism);
foreach ($batch as $result) {
    $results++;
    if ($end === 'break') {
        echo 'finished';
        exit(0);
    }
}
unset($batch, $result);

$threads = count((array) glob('/proc/self/task/*'));
$left = count((array) scandir('/proc/self/fd')) - $files;
if ($results !== count($images) || $threads !== 1 || $left !== 0) {
    printf('%d results, %d threads, %d file descriptors too many', $results, $threads, $left);
    exit(1);
}
echo 'finished';
