--TEST--
ActionQueue::stop(): running actions finish, waiting ones are cancelled; stop(true) interrupts
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{ActionOutcome, ActionQueue, ActionResult, ActionStarted, ActionStarting};

$show = static function (ActionQueue $queue, Closure $each): void {
    foreach ($queue->run() as $event) {
        $each($event);
        if ($event instanceof ActionResult) {
            echo "{$event->action->id} {$event->outcome->value} ", json_encode([$event->exitCode, $event->signal, $event->attempt]), " {$event->message}\n";
        }
    }
};
$go = path('go');
$queue = queue(0, action('a', until($go)), action('b'), action('c', after: ['b']));
$show($queue, static function (object $event) use ($queue, $go): void {
    if ($event instanceof ActionStarted) {
        $queue->stop();
        $queue->add(action('d'));
    }
    if ($event instanceof ActionResult && $event->action->id === 'd') {
        touch($go);
    }
});
var_dump(count($queue));
$queue->stop(true); // nothing runs

// Between the announcement and the start.
$queue = queue(0, action('a', 'touch ' . path('never')));
$show($queue, static function (object $event) use ($queue): void {
    if ($event instanceof ActionStarting) {
        $queue->stop();
    }
});
var_dump(file_exists(path('never')));

// One that obeys, one that does not, and their children.
$ready = [path('1'), path('2')];
$queue = queue(2, action('polite', "trap 'exit 9' INT; touch $ready[0]; while :; do sleep 0.02; done", stopSignal: SIGINT),
    action('deaf', "trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 0.02; done' & echo \$! > " . path('pid') . "; touch $ready[1]; while :; do sleep 0.02; done", stopGrace: 0.1));
$show($queue, static function (object $event) use ($queue, $ready): void {
    if ($event instanceof ActionStarted && $event->action->id === 'deaf') {
        wait_until(static fn (): bool => is_file($ready[0]) && is_file($ready[1]));
        $queue->stop(true);
    }
});
$pid = (int) file_get_contents(path('pid'));
wait_until(static fn (): bool => !lives($pid));
$result = results(queue(0, action('late', "trap '' TERM; while :; do sleep 0.02; done", timeout: 0.05, stopGrace: 0.05))->run())['late'];
var_dump($result->outcome === ActionOutcome::Timeout, $result->message);
?>
--EXTENSIONS--
pcntl
--EXPECT--
b cancelled [null,null,0] it was stopped before it was started
c cancelled [null,null,0] it was stopped before it was started
d cancelled [null,null,0] it was stopped before it was started
a ok [0,null,1] 
int(0)
a cancelled [null,null,0] it was stopped before it was started
bool(false)
polite interrupted [9,null,1] /bin/sh was interrupted
deaf interrupted [null,9,1] /bin/sh was interrupted
bool(true)
string(62) "/bin/sh was stopped: it took longer than its timeout of 0.05 s"
