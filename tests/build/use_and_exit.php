<?php

/** Uses the engine once and ends: use_and_exit.php sequential|workers finish|break IMAGE... */

declare(strict_types=1);

use PhotoLibrary\Parallelism;

[, $mode, $end] = $argv;
$images = array_slice($argv, 3);
$parallelism = $mode === 'workers' ? Parallelism::workers(2) : Parallelism::sequential();
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
