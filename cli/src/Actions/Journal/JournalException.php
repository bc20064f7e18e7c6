<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\ExitCode;

/**
 * The journal cannot be used. What is in it has not been changed.
 */
final class JournalException extends ActionsException
{
    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
