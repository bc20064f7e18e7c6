--TEST--
max_execution_time ends a script that waits for a batch, with PHP's own message
--INI--
max_execution_time=1
--FILE--
<?php
require __DIR__ . '/../common.inc';
// It counts the CPU time of all threads.
foreach (PhotoLibrary\palettes((static function (): Generator { while (true) { yield image('baseline.jpg'); } })(), null, PhotoLibrary\Parallelism::workers(2)) as $result) {
}
?>
--EXPECTF--
%AFatal error: Maximum execution time of 1 second exceeded in %s on line %d
