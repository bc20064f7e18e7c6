--TEST--
The threads of a batch end with its last result, not when the batch is forgotten
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

$batch = PhotoLibrary\palettes(images(20), null, Parallelism::workers(2));
$seen = 0;
foreach ($batch as $result) {
    $seen = max($seen, decoding_threads());
}
var_dump($seen >= 1, threads(), $batch->statistics()->succeeded);
// Nested: the inner batch ends while the outer one goes on.
$total = 0;
foreach (PhotoLibrary\palettes(images(4), null, Parallelism::workers(2)) as $result) {
    foreach (PhotoLibrary\palettes(images(3), null, Parallelism::workers(2)) as $inner) {
        ++$total;
    }
}
var_dump($total, threads());
// Two at once, in turns, the first one abandoned.
$a = PhotoLibrary\palettes(images(50), null, Parallelism::workers(2));
$b = PhotoLibrary\palettes(images(5), null, Parallelism::workers(2));
$a->valid();
$b->valid();
unset($a);
var_dump(count(iterator_to_array($b, false)), threads());
?>
--EXPECT--
bool(true)
int(1)
int(20)
int(12)
int(1)
int(5)
int(1)
