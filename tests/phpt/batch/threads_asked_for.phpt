--TEST--
Parallelism::workers(8) runs eight threads on any machine (oneTBB alone gives one less than there are processors)
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

// Nested batches share one runtime: each still has all its threads.
// Threads start as work comes, so on a busy machine a batch may be over before the last has started.
$most = 0;
for ($attempt = 0; $attempt < 20 && $most < 8; ++$attempt) {
    foreach (PhotoLibrary\palettes(images(64), null, Parallelism::workers(8)) as $result) {
        $most = max($most, decoding_threads());
    }
}
var_dump($most);
$most = 0;
for ($attempt = 0; $attempt < 20 && $most <= 6; ++$attempt) {
    foreach (PhotoLibrary\palettes(images(64), null, Parallelism::workers(6)) as $result) {
        $inner = PhotoLibrary\palettes(images(16), null, Parallelism::workers(6));
        foreach ($inner as $also) {
            $most = max($most, decoding_threads());
        }
    }
}
var_dump($most > 6, threads());
?>
--EXPECT--
int(8)
bool(true)
int(1)
