--TEST--
Who leaves the loop kills what runs, with its group; what was not started stays in the queue; no thread or descriptor stays
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{ActionStarted, ActionStarting};

results(queue(0, action('warm up'))->run());
$before = [descriptors(), threads()];
$deaf = "trap '' TERM INT HUP; sh -c 'trap \"\" TERM INT HUP; while :; do sleep 0.02; done' & echo \$! > " . path('pid') . '; while :; do sleep 0.02; done';
$queue = queue(1, action('a', $deaf), action('b'));
foreach ($queue->run() as $event) {
    if ($event instanceof ActionStarted) {
        wait_until(static fn (): bool => is_file(path('pid')) && filesize(path('pid')) > 0);
        break;
    }
}
$child = (int) file_get_contents(path('pid'));
var_dump(lives($event->pid));
wait_until(static fn (): bool => !lives($child));
var_dump($queue->statistics(), [descriptors(), threads()] === $before);

foreach ($queue->run() as $event) {
    break; // at ActionStarting: it was never started
}
var_dump($event->action->id, count($queue), array_map(static fn (object $result): string => $result->outcome->value, results($queue->run())));

// The queue may be gone before its batch.
$batch = queue(1, action('c', until(path('never'))))->run();
var_dump($batch->current() instanceof ActionStarting);
$batch->next();
var_dump($batch->current() instanceof ActionStarted);
$pid = $batch->current()->pid;
unset($batch);
var_dump(lives($pid), [descriptors(), threads()] === $before);
?>
--EXPECT--
bool(false)
array(4) {
  ["waiting"]=>
  int(1)
  ["running"]=>
  int(0)
  ["leased"]=>
  int(0)
  ["ended"]=>
  int(1)
}
bool(true)
string(1) "b"
int(1)
array(1) {
  ["b"]=>
  string(2) "ok"
}
bool(true)
bool(true)
bool(false)
bool(true)
