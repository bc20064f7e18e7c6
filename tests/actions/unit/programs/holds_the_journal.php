<?php

declare(strict_types=1);

/** Begins to write and does not come to an end. */

use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Support\Environment;

$environment = require __DIR__ . '/prepare.php';
assert($environment instanceof Environment);

Journal::open($environment);
$database = new PDO("sqlite:{$environment->queueFolder()}/actions.sqlite");
$database->exec('BEGIN IMMEDIATE');
done('locked');
