--TEST--
A queue may be changed while it runs: add() in the loop and in a handler, setWorkers(); one run at a time, and again
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{ActionResult, ActionStarted, ActionStarting};

pcntl_async_signals(true);
$queue = queue(0, action('a', until(path('ready')) . '; kill -USR1 ' . getmypid() . '; ' . until(path('go'))));
pcntl_signal(SIGUSR1, static function () use ($queue): void {
    $queue->add(action('by handler'));
    $queue->setWorkers(2);
});
$batch = $queue->run();
foreach ($batch as $event) {
    echo line($event), "\n";
    if ($event instanceof ActionStarted && $event->action->id === 'a') {
        echo thrown(static fn () => $queue->run()), "\n";
        touch(path('ready'));
    }
    if ($event instanceof ActionResult && $event->action->id === 'by handler') {
        touch(path('go'));
    }
    if ($event instanceof ActionResult && $event->action->id === 'a') {
        $queue->add(action('last'));
    }
}
echo thrown(static fn () => $batch->rewind()), "\n", thrown(static fn () => $batch->current()), "\n";
var_dump($batch->valid(), $batch->isReady(), $batch->key());
$queue->add(action('again', 'exit 2'));
var_dump(results($queue->run())['again']->exitCode, iterator_to_array($queue->run()));
?>
--EXPECT--
a starting
a started
PhotoLibrary\EngineException: this queue runs already: go on with the loop over that batch, or unset() it
by handler starting
by handler started
by handler ok
a ok
last starting
last started
last ok
PhotoLibrary\EngineException: a batch goes through its actions once; call run() again
PhotoLibrary\EngineException: the batch has no more events
bool(false)
bool(true)
int(9)
int(2)
array(0) {
}
