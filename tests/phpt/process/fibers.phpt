--TEST--
Processes: in Fibers, interleaved with each other, and abandoned in one
--SKIPIF--
<?php require __DIR__ . '/../needs_processes.inc'; ?>
--FILE--
<?php
require __DIR__ . '/common.inc';
alone();

$work = static function (string $name): array {
    $count = 0;
    $batch = PhotoLibrary\palettes(images(20, 'small.jpg'), null, processes());
    while (true) {
        while (!$batch->isReady()) {
            Fiber::suspend($batch->stream());
        }
        if (!$batch->valid()) {
            return [$name, $count];
        }
        ++$count;
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
    $streams = array_map(static fn (Fiber $fiber) => $fiber->resume(), $alive);
    $none = [];
    $streams = array_filter($streams);
    $streams === [] || stream_select($streams, $none, $none, 5);
}
foreach ($fibers as $fiber) {
    echo implode(' ', $fiber->getReturn()), "\n";
}
unset($fibers, $fiber, $alive, $streams);
gc_collect_cycles();
echo decoders_left(), ' ', threads(), "\n";
?>
--EXPECT--
fiber 0 20
fiber 1 20
0 1
exit 0, nothing left
