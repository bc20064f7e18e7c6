--TEST--
break, unset() and an exception in the loop body leave no thread and no descriptor
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

foreach ([Parallelism::sequential(), Parallelism::workers(3)] as $parallelism) {
    $before = descriptors();
    foreach (PhotoLibrary\palettes(images(200), null, $parallelism) as $result) {
        break;
    }
    var_dump(threads(), descriptors() - $before);
    $batch = PhotoLibrary\palettes(images(200), null, $parallelism);
    $batch->valid();
    unset($batch);
    var_dump(threads(), descriptors() - $before);
    $batch = PhotoLibrary\palettes(images(200), null, $parallelism);
    $batch->isReady();
    $batch = null;
    var_dump(threads(), descriptors() - $before);
    echo thrown(static function () use ($parallelism): void {
        foreach (PhotoLibrary\palettes(images(200), null, $parallelism) as $result) {
            throw new DomainException('in the loop body');
        }
    }), "\n";
    var_dump(threads(), descriptors() - $before);
    // Never used at all.
    PhotoLibrary\palettes(images(200), null, $parallelism);
    var_dump(threads(), descriptors() - $before);
}
?>
--EXPECT--
int(1)
int(0)
int(1)
int(0)
int(1)
int(0)
DomainException: in the loop body
int(1)
int(0)
int(1)
int(0)
int(1)
int(0)
int(1)
int(0)
int(1)
int(0)
DomainException: in the loop body
int(1)
int(0)
int(1)
int(0)
