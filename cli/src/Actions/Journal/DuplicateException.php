<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\ExitCode;

/**
 * The same action waits already.
 */
final class DuplicateException extends ActionsException
{
    public function __construct(public readonly JournalEntry $waiting)
    {
        parent::__construct("{$waiting->title()} waits already, as {$waiting->shortId()}, since "
            . date('H:i:s', (int) $waiting->queuedAt) . '. Cancel that first if you want another one: photolibrary'
            . " actions cancel {$waiting->shortId()}");
    }

    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
