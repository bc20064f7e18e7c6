--TEST--
Batch: an iterator for one pass, by hand too
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

foreach ([Parallelism::sequential(), Parallelism::workers(2)] as $parallelism) {
    $batch = PhotoLibrary\palettes(['a' => image('tiny.jpg'), 'b' => image('small.jpg'), 'c' => image('tiny.jpg')], null, $parallelism, true);
    echo $batch->key(), ' ', $batch->key(), ' ', $batch->current()->width, "\n";
    $batch->next();
    $batch->next();
    echo $batch->key(), "\n";
    echo thrown(static fn () => $batch->rewind()), "\n";
    $batch->next();
    var_dump($batch->valid(), $batch->key());
    echo thrown(static fn () => $batch->current()), "\n";
    $batch->next();
    $twice = PhotoLibrary\palettes([image('tiny.jpg')], null, $parallelism);
    echo count(iterator_to_array($twice)), ' ', thrown(static fn () => iterator_to_array($twice)), "\n";
}
?>
--EXPECT--
a a 160
c
PhotoLibrary\EngineException: a batch goes through its sources once; call palettes() again
bool(false)
NULL
PhotoLibrary\EngineException: the batch has no more results
1 PhotoLibrary\EngineException: a batch goes through its sources once; call palettes() again
a a 160
c
PhotoLibrary\EngineException: a batch goes through its sources once; call palettes() again
bool(false)
NULL
PhotoLibrary\EngineException: the batch has no more results
1 PhotoLibrary\EngineException: a batch goes through its sources once; call palettes() again
