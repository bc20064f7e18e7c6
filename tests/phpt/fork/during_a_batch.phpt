--TEST--
pcntl_fork() during a batch: in the child the batch is foreign, threads are refused, the rest works; the parent goes on
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Mode, Parallelism};

function child(PhotoLibrary\Batch $batch): void
{
    foreach (['valid', 'current', 'key', 'next', 'rewind', 'isReady', 'stop', 'statistics', 'stream'] as $method) {
        echo $method, ': ', thrown(static fn () => $batch->$method()), "\n";
    }
    echo thrown(static fn () => PhotoLibrary\palettes([image('tiny.jpg')], null, Parallelism::workers(2))), "\n";
    $mode = Parallelism::detect()->mode;
    echo $mode === (has_processes() ? Mode::Processes : Mode::Sequential) ? 'by default ' : "by {$mode->value} ", count(iterator_to_array(PhotoLibrary\palettes(images(3, 'small.jpg')), false)), "\n";
    echo PhotoLibrary\palette(image('palette.png'))->width, "\n";
}

$batch = PhotoLibrary\palettes(images(60), null, Parallelism::workers(2));
$taken = 0;
foreach ($batch as $result) {
    if (++$taken !== 5) {
        continue;
    }
    // Three ways for a child to end.
    for ($way = 0; $way < 3; ++$way) {
        $pid = pcntl_fork();
        if ($pid === 0) {
            if ($way === 0) {
                child($batch);
            }
            if ($way === 1) {
                unset($batch);
            }
            exit(0);
        }
        echo await_child($pid), "\n";
    }
}
var_dump($taken, $batch->statistics()->succeeded, threads());
echo count(iterator_to_array(PhotoLibrary\palettes(images(3), null, Parallelism::workers(2)), false)), "\n";
?>
--EXPECTF--
valid: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
current: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
key: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
next: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
rewind: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
isReady: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
stop: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
statistics: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
stream: PhotoLibrary\EngineException: this batch belongs to the process that made it, not to its fork
PhotoLibrary\EngineException: threads cannot run in this process: it was forked while threads were running; use %Ssequential()
by default 3
40
exit 0
exit 0
exit 0
int(60)
int(60)
int(1)
3
