<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * Another process runs the actions of this environment.
 */
final class LockedException extends ActionsException
{
    public function exitCode(): int
    {
        return ExitCode::LOCKED;
    }
}
