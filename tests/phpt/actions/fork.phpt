--TEST--
pcntl_fork() while a queue runs: in the child queue and batch are foreign, and its end kills nothing; the parent goes on
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{ActionStarted};

$queue = queue(0, action('a', until(path('go'))), action('b'));
$batch = $queue->run();
foreach ($batch as $event) {
    echo line($event), "\n";
    if ($event instanceof ActionStarted && $event->action->id === 'a') {
        $pid = pcntl_fork();
        if ($pid === 0) {
            foreach (['valid', 'current', 'key', 'next', 'rewind', 'isReady', 'stream'] as $method) {
                echo $method, ': ', thrown(static fn () => $batch->$method()), "\n";
            }
            foreach (['stop' => [], 'count' => [], 'statistics' => [], 'run' => [], 'lease' => [], 'setWorkers' => [1], 'add' => [action('x')], 'remove' => ['a'], 'complete' => ['a'], 'release' => ['a']] as $method => $arguments) {
                echo $method, ': ', thrown(static fn () => $queue->$method(...$arguments)), "\n";
            }
            var_dump($queue);
            echo 'its own: ', results(queue(0, action('mine', 'exit 5'))->run())['mine']->exitCode, "\n";
            unset($batch, $queue);
            exit(0);
        }
        echo await_child($pid), "\n";
        var_dump(lives($event->pid));
        touch(path('go'));
    }
}
?>
--EXPECTF--
a starting
a started
valid: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
current: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
key: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
next: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
rewind: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
isReady: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
stream: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
stop: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
count: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
statistics: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
run: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
lease: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
setWorkers: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
add: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
remove: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
complete: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
release: PhotoLibrary\EngineException: this queue belongs to the process that made it, not to its fork
object(PhotoLibrary\ActionQueue)#%d (0) {
}
its own: 5
exit 0
bool(true)
a ok
b starting
b started
b ok
