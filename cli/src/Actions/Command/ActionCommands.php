<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use Symfony\Component\Console\Command\Command;

/**
 * The verbs below `photolibrary actions`.
 */
final class ActionCommands
{
    /** @return list<Command> */
    public static function all(): array
    {
        return [];
    }
}
