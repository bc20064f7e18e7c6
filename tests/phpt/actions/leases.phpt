--TEST--
ActionQueue: lease(), complete(), release(), and leases that expire
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\ActionStarting;

$queue = queue(0, $a = action('a', target: 'web-01'), action('b', target: 'web-01'), action('c'), action('d', after: ['a']));
$leased = $queue->lease(10);
var_dump($leased[0] === $a, count($leased), count($queue), $queue->statistics()['leased'], $queue->lease());
var_dump($queue->complete('b'), $queue->complete('x'), $queue->release('c'), $queue->release('c'), $queue->complete('a'), $queue->complete('a'));
var_dump($queue->statistics());

// What has expired waits again, with one attempt more.
var_dump($queue->lease(1, 0.001)[0]->id);
wait_until(static fn (): bool => $queue->statistics()['leased'] === 0);
var_dump($queue->complete('b'), $queue->release('b'));
foreach ($queue->run() as $event) {
    if ($event instanceof ActionStarting) {
        echo "{$event->action->id} {$event->attempt}\n";
    }
}

// A run waits for the target of a lease, not for the lease.
$queue->add(action('e', target: 'web-02'));
$queue->add(action('f', target: 'web-02'));
$queue->lease(1, 0.05);
echo implode(' ', array_keys(results($queue->run()))), "\n";
$queue->add(action('g'));
$queue->lease();
var_dump(results($queue->run()), $queue->complete('g'));

foreach ([[0], [-1], [1, 0.0], [1, NAN]] as $wrong) {
    echo thrown(static fn () => $queue->lease(...$wrong)), "\n";
}
?>
--EXPECT--
bool(true)
int(2)
int(2)
int(2)
array(0) {
}
bool(false)
bool(false)
bool(true)
bool(false)
bool(true)
bool(false)
array(4) {
  ["waiting"]=>
  int(3)
  ["running"]=>
  int(0)
  ["leased"]=>
  int(0)
  ["ended"]=>
  int(1)
}
string(1) "b"
bool(false)
bool(false)
b 2
c 1
d 1
e f
array(0) {
}
bool(true)
ValueError: PhotoLibrary\ActionQueue::lease(): Argument #1 ($count) must be at least 1
ValueError: PhotoLibrary\ActionQueue::lease(): Argument #1 ($count) must be at least 1
ValueError: PhotoLibrary\ActionQueue::lease(): Argument #2 ($seconds) must be between 0.001 and 604800
ValueError: PhotoLibrary\ActionQueue::lease(): Argument #2 ($seconds) must be between 0.001 and 604800
