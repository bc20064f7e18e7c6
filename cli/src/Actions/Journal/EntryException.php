<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\ExitCode;

/**
 * An action that is named does not exist, or is not in a state for what is asked.
 */
final class EntryException extends ActionsException
{
    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
