--TEST--
ActionBatch: what happens, in its order; the process does not exist before the iteration moves on
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{ActionResult, ActionStarted, ActionStarting};

$marker = path('marker');
$queue = queue(0, $first = action('a', "touch $marker; echo out; echo err >&2; exit 3"), action('b', 'echo later'));
var_dump(count($queue), $queue->statistics());
foreach ($queue->run(output: true) as $key => $event) {
    echo $key, ' ', line($event), "\n";
    if ($event instanceof ActionStarting && $event->action === $first) {
        var_dump(file_exists($marker), $event->attempt, $event->worker, $event->active, $event->workers);
        var_dump($queue->statistics());
    }
    if ($event instanceof ActionStarted) {
        var_dump($event->pid > 1, $event->startTicks >= 0);
    }
    if ($event instanceof ActionResult && $event->action === $first) {
        var_dump($event->exitCode, $event->signal, $event->attempt, $event->worker, $event->output, $event->errors, $event->untold, $event->message, $event->seconds > 0);
    }
}
var_dump($queue->statistics() === ['waiting' => 0, 'running' => 0, 'leased' => 0, 'ended' => 2], threads());
?>
--EXPECTF--
int(2)
array(4) {
  ["waiting"]=>
  int(2)
  ["running"]=>
  int(0)
  ["leased"]=>
  int(0)
  ["ended"]=>
  int(0)
}
0 a starting
bool(false)
int(1)
int(1)
int(1)
int(1)
array(4) {
  ["waiting"]=>
  int(1)
  ["running"]=>
  int(1)
  ["leased"]=>
  int(0)
  ["ended"]=>
  int(0)
}
1 a started
bool(true)
bool(true)
2 a says out
3 a says err
4 a failed
int(3)
NULL
int(1)
int(1)
array(3) {
  ["head"]=>
  string(4) "out
"
  ["tail"]=>
  string(0) ""
  ["dropped"]=>
  int(0)
}
array(3) {
  ["head"]=>
  string(4) "err
"
  ["tail"]=>
  string(0) ""
  ["dropped"]=>
  int(0)
}
int(0)
string(30) "/bin/sh ended with exit code 3"
bool(true)
5 b starting
6 b started
bool(true)
bool(true)
7 b says later
8 b ok
bool(true)
int(1)
