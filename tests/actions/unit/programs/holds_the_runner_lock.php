<?php

declare(strict_types=1);

/** Is the one that runs the actions. */

use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Actions\Support\Environment;

$environment = require __DIR__ . '/prepare.php';
assert($environment instanceof Environment);

$lock = RunnerLock::require($environment, 'deploy of 9 servers');
$lock->update('4 of 9 done');
// What it starts lives on, and must not keep the lock.
$process = proc_open(['sleep', '1000'], [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
assert(is_resource($process));
done((string) proc_get_status($process)['pid']);
