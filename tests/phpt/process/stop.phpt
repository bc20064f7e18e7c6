--TEST--
Processes: stop() pulls no more, cancels what waits, and every source has its result
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone();

use PhotoLibrary\{FailureReason, Palette};

$pulled = 0;
$sources = (static function () use (&$pulled): Generator {
    foreach (images(500) as $image) {
        ++$pulled;
        yield $image;
    }
})();
$batch = PhotoLibrary\palettes($sources, null, processes(1));
$results = ['palette' => 0, 'cancelled' => 0, 'other' => 0];
foreach ($batch as $result) {
    $batch->stop();
    ++$results[$result instanceof Palette ? 'palette' : ($result->reason === FailureReason::Cancelled && $result->attempts === 0 ? 'cancelled' : 'other')];
}
$s = $batch->statistics();
var_dump($pulled < 40, array_sum($results) === $pulled, $results['palette'] >= 1, $results['cancelled'] >= 1, $results['other'], $s->pulled === $pulled && $s->inFlight === 0);
echo decoders_left(), ' ', threads(), "\n";
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
int(0)
bool(true)
0 1
exit 0, nothing left
