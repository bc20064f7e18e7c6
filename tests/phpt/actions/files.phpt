--TEST--
$outputFile gets both streams from the command itself; $lockFile is held by it, and passed over while others hold it
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{ActionResult, ActionStarted};

$file = path('log');
file_put_contents($file, "before\n");
$result = results(queue(0, action('a', 'echo out; echo err >&2', outputFile: $file))->run(output: true))['a'];
var_dump($result->output, file_get_contents($file));
results(queue(0, action('a', 'echo x', outputFile: path('new')))->run());
printf("%o\n", fileperms(path('new')) & 0777);

$lock = path('lock');
$mine = fopen($lock, 'c');
flock($mine, LOCK_EX);
$queue = queue(0, action('locked', until(path('go')), lockFile: $lock), action('free'));
foreach ($queue->run() as $event) {
    echo line($event), "\n";
    if ($event instanceof ActionResult && $event->action->id === 'free') {
        flock($mine, LOCK_UN);
    }
    if ($event instanceof ActionStarted && $event->action->id === 'locked') {
        var_dump(flock($mine, LOCK_EX | LOCK_NB));
        touch(path('go'));
    }
    if ($event instanceof ActionResult && $event->action->id === 'locked') {
        var_dump(flock($mine, LOCK_EX | LOCK_NB));
    }
}
?>
--EXPECT--
array(3) {
  ["head"]=>
  string(0) ""
  ["tail"]=>
  string(0) ""
  ["dropped"]=>
  int(0)
}
string(15) "before
out
err
"
600
free starting
free started
free ok
locked starting
locked started
bool(false)
locked ok
bool(true)
