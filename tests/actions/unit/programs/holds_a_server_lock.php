<?php

declare(strict_types=1);

/** Holds the lock of web-01, as an action does. */

use PhotoLibrary\Actions\Journal\ServerLock;
use PhotoLibrary\Actions\Support\Environment;

$environment = require __DIR__ . '/prepare.php';
assert($environment instanceof Environment);

$file = fopen(ServerLock::path($environment, 'web-01'), 'c');
done($file !== false && flock($file, LOCK_EX) ? 'locked' : 'not locked');
