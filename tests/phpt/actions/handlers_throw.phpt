--TEST--
What a handler throws comes out of the wait, and the loop goes on; a handler may stop the queue
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/common.inc';

pcntl_async_signals(true);
pcntl_signal(SIGUSR1, static fn () => throw new DomainException('from the handler'));
$me = getmypid();
$batch = queue(0, action('a', "kill -USR1 $me; " . until(path('go'))))->run();
// The signal comes at some moment after the start.
echo thrown(static function () use ($batch): void {
    while ($batch->valid()) {
        $batch->next();
    }
}), "\n";
touch(path('go'));
while ($batch->valid() && !$batch->current() instanceof PhotoLibrary\ActionResult) {
    $batch->next();
}
echo line($batch->current()), "\n";

// Ctrl-C twice, as a command line program would take it.
$queue = queue(0, action('a', "trap 'exit 1' TERM; kill -INT $me; while :; do sleep 0.02; done"), action('b'));
$times = 0;
pcntl_signal(SIGINT, static function () use ($queue, $me, &$times): void {
    $queue->stop(++$times > 1);
    if ($times === 1) {
        posix_kill($me, SIGINT);
    }
});
foreach (results($queue->run()) as $id => $result) {
    echo "$id {$result->outcome->value}\n";
}
?>
--EXPECT--
DomainException: from the handler
a ok
b cancelled
a interrupted
