--TEST--
ActionQueue: priorities, one action of a target at a time, $after, and errors of add()
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{Action, ActionQueue, ActionResult, ActionStarting};

$queue = queue(0, action('a'), action('b', target: 'web-01'), action('c', priority: 7), action('d', target: 'web-01', priority: -1), action('e', after: ['d'], priority: 9));
$order = [];
foreach ($queue->run() as $event) {
    if ($event instanceof ActionStarting) {
        $order[] = $event->action->id;
    }
}
echo implode(' ', $order), "\n";

// Two workers, one target: never both.
$log = path('log');
$script = "echo + >> $log; sleep 0.02; echo - >> $log";
results(queue(4, action('a', $script, 'web-01'), action('b', $script, 'web-01'), action('c', $script, 'web-01'))->run());
echo str_replace("\n", '', (string) file_get_contents($log)), "\n";

// What comes after a failure is skipped, and what comes after that.
foreach (results(queue(0, action('a', 'exit 1'), action('b', after: ['a']), action('c', after: ['b']), action('d'))->run()) as $id => $result) {
    echo "$id {$result->outcome->value} {$result->attempt} {$result->worker} {$result->message}\n";
}

$queue = queue(0, action('a'));
foreach ([action('a'), action('b', after: ['a', 'x']), action('b', after: ['b'])] as $wrong) {
    echo thrown(static fn () => $queue->add($wrong)), "\n";
}
echo thrown(static fn () => new ActionQueue(-1)), "\n", thrown(static fn () => $queue->setWorkers(-1)), "\n";
var_dump($queue->remove('a'), $queue->remove('a'), count($queue));
$queue->add(action('b', after: ['a']));
echo results($queue->run())['b']->message, "\n";
?>
--EXPECT--
c a b d e
+-+-+-
a failed 1 1 /bin/sh ended with exit code 1
b skipped 0 0 it was to come after "a", which has not ended ok
c skipped 0 0 it was to come after "b", which has not ended ok
d ok 1 1 
ValueError: PhotoLibrary\ActionQueue::add(): Argument #1 ($action) must not have the id "a": another action with it has not ended yet
ValueError: PhotoLibrary\ActionQueue::add(): Argument #1 ($action) must come after actions that were added before: $after has the unknown id "x"
ValueError: PhotoLibrary\ActionQueue::add(): Argument #1 ($action) must not come after itself: $after has its own id, "b"
ValueError: PhotoLibrary\ActionQueue::__construct(): Argument #1 ($workers) must be at least 0
ValueError: PhotoLibrary\ActionQueue::setWorkers(): Argument #1 ($workers) must be at least 0
bool(true)
bool(false)
int(0)
it was to come after "a", which has not ended ok
