<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * A program that is needed is not there.
 */
final class ToolException extends ActionsException
{
    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
