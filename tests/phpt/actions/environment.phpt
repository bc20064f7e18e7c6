--TEST--
A command gets PHP's environment as it is when it starts, and what its action adds; STDIN is empty, signals are at their defaults
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/common.inc';

use PhotoLibrary\ActionStarting;

putenv('PL_A=one');
putenv('PL_B=one');
pcntl_signal(SIGPIPE, SIG_IGN);
pcntl_signal(SIGHUP, SIG_IGN);
pcntl_sigprocmask(SIG_BLOCK, [SIGUSR1]);
$queue = queue(0, action('a', 'echo $PL_A $PL_B "$PL_C"; readlink /proc/self/fd/0 || true; cat; sh -c "kill -PIPE \$\$"; echo $?; sh -c "kill -HUP \$\$"; echo $?; sh -c "kill -USR1 \$\$"; echo $?', environment: ['PL_B' => 'two', 'PL_C' => 'x = y ']));
foreach ($queue->run() as $event) {
    if ($event instanceof ActionStarting) {
        putenv('PL_A=late');
    }
}
echo $event->output['head'];
?>
--EXPECT--
late two x = y 
/dev/null
141
129
138
