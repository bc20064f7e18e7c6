<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Status;

use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\ExitCode;

/**
 * The file of the servers' states cannot be used. It has not been changed.
 */
final class StatusException extends ActionsException
{
    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
