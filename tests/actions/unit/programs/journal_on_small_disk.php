<?php

declare(strict_types=1);

/**
 * In a mount namespace of its own: the journal lies on a disk of 1 MB. It is filled while the journal is open, and then it
 * is opened on the full disk.
 */

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalException;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;

$environment = require __DIR__ . '/prepare.php';
assert($environment instanceof Environment);

$folder = $environment->queueFolder();
exec('mount -t tmpfs -o size=1m,mode=700 tmpfs ' . escapeshellarg($folder) . ' 2>&1', $output, $status);
$status === 0 || exit("no mount\n");

$journal = Journal::open($environment);
$first = $journal->add(new NewEntry(ActionKind::Deploy, 'web-01'));
exec('head -c 2m /dev/zero > ' . escapeshellarg("{$folder}/ballast") . ' 2>/dev/null');
for ($number = 2; $number < 10000; ++$number) {
    try {
        $journal->add(new NewEntry(ActionKind::Deploy, "web-{$number}"));
    } catch (JournalException $error) {
        echo "while it is open: {$error->getMessage()}\n";
        break;
    }
}
$stored = count($journal->entries());
echo $stored === $number - 1 ? "what was told to be stored is there\n" : "{$stored} of {$number}\n";
try {
    $journal->starting($first->id, 1, 'run', 'log', 'events');
    echo "it started\n";
} catch (JournalException $error) {
    echo "starting: {$error->getMessage()}\n";
}
unset($journal);
exec('head -c 2m /dev/zero >> ' . escapeshellarg("{$folder}/ballast") . ' 2>/dev/null');
try {
    Journal::open($environment);
    echo "it opened\n";
} catch (JournalException $error) {
    echo "when it is opened: {$error->getMessage()}\n";
}
unlink("{$folder}/ballast");
$journal = Journal::open($environment);
echo count($journal->entries()) === $stored ? "nothing is lost\n" : "something is lost\n";
echo $journal->find($first->id)->state === EntryState::Queued ? "the first one waits\n" : "the first one does not wait\n";
