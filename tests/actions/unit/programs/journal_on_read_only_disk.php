<?php

declare(strict_types=1);

/** In a mount namespace of its own: the journal lies on a disk that became one for reading only. */

use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalException;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\FolderException;

$environment = require __DIR__ . '/prepare.php';
assert($environment instanceof Environment);

$folder = $environment->folder();
exec('mount -t tmpfs -o size=1m tmpfs ' . escapeshellarg($folder) . ' 2>&1', $output, $status);
$status === 0 || exit("no mount\n");
if (word(2) === 'with journal') {
    Journal::open($environment)->add(new NewEntry(ActionKind::Deploy, 'web-01'));
    gc_collect_cycles();
}
exec('mount -o remount,ro ' . escapeshellarg($folder) . ' 2>&1', $output, $status);
$status === 0 || exit("no mount\n");
try {
    Journal::open($environment);
    echo "it opened\n";
} catch (JournalException|FolderException $error) {
    echo $error::class, ': ', $error->getMessage(), "\n";
}
exec('mount -o remount,rw ' . escapeshellarg($folder));
echo count(Journal::open($environment)->entries()), " entries\n";
