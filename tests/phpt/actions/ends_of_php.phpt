--TEST--
However PHP ends, its commands end with it: exit(), an exception, a fatal error, the time limit, SIGTERM; but not by SIGKILL
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\{ActionResult, ActionStarted};

$common = var_export(__DIR__ . '/common.inc', true);
$ends = [
    'exit' => 'exit(3);', 'exception' => 'throw new Exception("x");', 'fatal' => 'trigger_error("x", E_USER_ERROR);',
    'global' => '$GLOBALS["kept"] = $batch; exit(0);', 'limit' => 'set_time_limit(1); while (true) {}', 'kill' => 'posix_kill(getmypid(), 9);',
];
foreach ($ends as $name => $end) {
    $pid = path("$name.pid");
    $script = "require $common; \$batch = queue(1, action('a', 'echo \$\$ > $pid; " . addslashes(until(path('never'))) . "', outputFile: '/dev/null'))->run();
        foreach (\$batch as \$event) { if (\$event instanceof PhotoLibrary\\ActionStarted) { wait_until(static fn () => (int) @file_get_contents('$pid') > 0); $end } }";
    $command = [PHP_BINARY, '-n', '-d', 'extension=' . module(), '-d', 'display_errors=0', '-d', 'extension=posix', '-r', $script];
    $result = results(queue(0, new PhotoLibrary\Action('php', 'php', $command, timeout: 60.0))->run())['php'];
    $child = (int) file_get_contents($pid);
    echo $name, ' ', json_encode([$result->exitCode, $result->signal]), lives($child) ? ' runs on' : ' ended', "\n";
    if (lives($child)) {
        results(queue(0, action('kill', "kill -9 $child"))->run());
    }
}
?>
--EXPECT--
exit [3,null] ended
exception [255,null] ended
fatal [255,null] ended
global [0,null] ended
limit [255,null] ended
kill [null,9] runs on
