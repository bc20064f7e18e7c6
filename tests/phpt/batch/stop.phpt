--TEST--
Batch::stop(): nothing more is pulled, what waits is cancelled, every source has its result
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Failure, FailureReason, Palette, Parallelism};

foreach ([Parallelism::sequential(), Parallelism::workers(1)] as $parallelism) {
    $pulled = 0;
    $sources = (static function () use (&$pulled): Generator {
        foreach (images(500) as $image) {
            ++$pulled;
            yield $image;
        }
    })();
    $batch = PhotoLibrary\palettes($sources, null, $parallelism);
    $results = ['palette' => 0, 'cancelled' => 0, 'other' => 0];
    foreach ($batch as $result) {
        $batch->stop();
        $kind = $result instanceof Palette ? 'palette' : ($result->reason === FailureReason::Cancelled && $result->attempts === 0 ? 'cancelled' : 'other');
        ++$results[$kind];
    }
    $s = $batch->statistics();
    var_dump($pulled < 40, array_sum($results) === $pulled, $results['palette'] >= 1, $results['other'], $s->pulled === $pulled && $s->inFlight === 0);
    $batch->stop();
}
$never = PhotoLibrary\palettes(images(3));
$never->stop();
var_dump(iterator_to_array($never), threads());
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
int(0)
bool(true)
bool(true)
bool(true)
bool(true)
int(0)
bool(true)
array(0) {
}
int(1)
