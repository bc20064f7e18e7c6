--TEST--
Batch: inside Fibers, interleaved; abandoned in one
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\Parallelism;

$work = static function (string $name): array {
    $keys = [];
    $batch = PhotoLibrary\palettes(array_fill_keys(range(1, 5), image('small.jpg')), null, Parallelism::workers(2));
    while (true) {
        while (!$batch->isReady()) {
            Fiber::suspend($batch->stream());
        }
        if (!$batch->valid()) {
            return [$name, count($keys)];
        }
        $keys[] = $batch->key();
        $batch->next();
        Fiber::suspend($batch->stream());
    }
};
$fibers = [new Fiber($work), new Fiber($work), new Fiber($work)];
foreach ($fibers as $i => $fiber) {
    $fiber->start("fiber $i");
}
$abandoned = array_pop($fibers);
unset($abandoned, $fiber);
while ($alive = array_filter($fibers, static fn (Fiber $fiber): bool => !$fiber->isTerminated())) {
    foreach ($alive as $fiber) {
        $fiber->resume();
    }
}
foreach ($fibers as $fiber) {
    echo implode(' ', $fiber->getReturn()), "\n";
}
unset($fibers, $fiber, $alive);
gc_collect_cycles();
var_dump(threads());

// A source that suspends in the middle of a batch: nobody else may come in meanwhile.
$batch = null;
$fiber = new Fiber(static function () use (&$batch): int {
    $batch = PhotoLibrary\palettes((static function (): Generator {
        yield image('tiny.jpg');
        Fiber::suspend();
        yield image('tiny.jpg');
    })(), null, Parallelism::workers(2));

    return count(iterator_to_array($batch, false));
});
$fiber->start();
echo thrown(static fn () => $batch->valid()), "\n";
$fiber->resume();
var_dump($fiber->getReturn());
?>
--EXPECT--
fiber 0 5
fiber 1 5
int(1)
PhotoLibrary\EngineException: this batch is already being advanced
int(2)
