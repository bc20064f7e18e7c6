<?php

declare(strict_types=1);

/** Sets the state of servers of its own. */

use PhotoLibrary\Actions\Status\ServerState;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\Environment;

$environment = require __DIR__ . '/prepare.php';
assert($environment instanceof Environment);

$name = word(2);
for ($number = 0; $number < (int) word(3); ++$number) {
    (new StatusManager($environment))->update("{$name}-{$number}", ServerState::Ready, 'check');
}
