<?php

declare(strict_types=1);

/** One action from the queue to its end, with a pause after each commit. */

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;

$environment = require __DIR__ . '/prepare.php';
assert($environment instanceof Environment);

$journal = Journal::open($environment);
done('opened');
$id = $journal->add(new NewEntry(ActionKind::Deploy, 'web-01', ['code']))->id;
done($id);
$journal->starting($id, 1, 'run-1', 'the.log', 'the.events');
done('starting');
$journal->started($id, 4711, 42);
done('started');
$journal->verifying($id);
done('verifying');
$journal->ended($id, EntryState::Ok, 'well', 3);
done('ended');
