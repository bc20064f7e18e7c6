--TEST--
Processes: batches inside of batches, of every mode
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone();

use PhotoLibrary\Parallelism;

$count = 0;
foreach (PhotoLibrary\palettes(images(8, 'small.jpg'), null, processes(2)) as $outer) {
    foreach ([Parallelism::sequential(), Parallelism::workers(2), processes(2), processes(1, 2)] as $parallelism) {
        foreach (PhotoLibrary\palettes(images(4, 'small.jpg'), null, $parallelism) as $inner) {
            $count += $inner == $outer;
        }
    }
}
// And one while sources are pulled.
$sources = (static function (): Generator {
    foreach (PhotoLibrary\palettes(images(5, 'small.jpg'), null, processes(2)) as $result) {
        yield $result->source;
    }
})();
echo $count, ' ', count(iterator_to_array(PhotoLibrary\palettes($sources, null, processes(2)), false)), ' ', decoders_left(), ' ', threads(), "\n";
?>
--EXPECT--
128 5 0 1
exit 0, nothing left
