<?php

declare(strict_types=1);

/** Adds actions and says the id of each when it is stored. */

use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;

$environment = require __DIR__ . '/prepare.php';
assert($environment instanceof Environment);

$journal = Journal::open($environment);
$name = word(2);
$most = word(3) === '' ? PHP_INT_MAX : (int) word(3);
for ($number = 0; $number < $most; ++$number) {
    echo $journal->add(new NewEntry(ActionKind::Deploy, "{$name}-{$number}"))->id, "\n";
}
