<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * A folder or file that the program needs cannot be made, read or written.
 */
final class FolderException extends ActionsException
{
    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
