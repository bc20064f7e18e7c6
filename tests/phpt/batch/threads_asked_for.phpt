--TEST--
Parallelism::workers(8) runs eight threads on any machine (oneTBB alone gives one less than there are processors)
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

// Nested batches share one runtime: each still has all its threads.
$most = 0;
foreach (PhotoLibrary\palettes(images(64), null, Parallelism::workers(8)) as $result) {
    $most = max($most, decoding_threads());
}
var_dump($most);
$most = 0;
foreach (PhotoLibrary\palettes(images(64), null, Parallelism::workers(6)) as $result) {
    $inner = PhotoLibrary\palettes(images(16), null, Parallelism::workers(6));
    foreach ($inner as $also) {
        $most = max($most, decoding_threads());
    }
}
var_dump($most > 6, threads());
?>
--EXPECT--
int(8)
bool(true)
int(1)
