--TEST--
Processes: break, unset() and an exception in the loop body leave no decoder, no thread and no descriptor
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone();

use PhotoLibrary\Tests\Support\Family;

$ways = [
    'to the end' => static fn () => iterator_to_array(PhotoLibrary\palettes(images(5), null, processes()), false),
    'break' => static function (): void {
        foreach (PhotoLibrary\palettes(images(200), null, processes()) as $result) {
            break;
        }
    },
    'unset' => static function (): void {
        $batch = PhotoLibrary\palettes(images(200), null, processes(3));
        $batch->valid();
        unset($batch);
    },
    'asked once' => static fn () => PhotoLibrary\palettes(images(200), null, processes(2, 2))->isReady(),
    'exception' => static function (): void {
        foreach (PhotoLibrary\palettes(images(200), null, processes(2, 2)) as $result) {
            throw new DomainException('in the loop body');
        }
    },
    'never used' => static fn () => PhotoLibrary\palettes(images(200), null, processes()),
];
$ways['to the end']();
$before = descriptors();
foreach ($ways as $name => $way) {
    echo $name, ': ', thrown($way), ', decoders ', decoders_left(), ', threads ', threads(), ', descriptors ', max(0, descriptors() - $before), "\n";
}
// What forks the decoders goes by itself when there is nothing to do.
echo count(Family::awaitNone(family()->pids(...), 10.0)), " processes\n";
$ways['to the end']();
echo count(family()->pids()), " process\n";
?>
--EXPECT--
to the end: nothing thrown, decoders 0, threads 1, descriptors 0
break: nothing thrown, decoders 0, threads 1, descriptors 0
unset: nothing thrown, decoders 0, threads 1, descriptors 0
asked once: nothing thrown, decoders 0, threads 1, descriptors 0
exception: DomainException: in the loop body, decoders 0, threads 1, descriptors 0
never used: nothing thrown, decoders 0, threads 1, descriptors 0
0 processes
1 process
exit 0, nothing left
