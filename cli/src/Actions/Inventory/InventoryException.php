<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Inventory;

use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\ExitCode;

/**
 * The inventory cannot be read, or has not the servers that were asked for.
 */
final class InventoryException extends ActionsException
{
    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
