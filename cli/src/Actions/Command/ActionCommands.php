<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Support\ActionKind;
use Symfony\Component\Console\Command\Command;

/**
 * The verbs below `photolibrary actions`.
 */
final class ActionCommands
{
    /** @return list<Command> */
    public static function all(): array
    {
        return [
            ...array_map(static fn(ActionKind $kind): Command => new BeginCommand($kind), ActionKind::cases()),
            new RunCommand(staysOpen: false),
            new RunCommand(staysOpen: true),
            new StatusCommand(),
            new QueueCommand(),
            new HistoryCommand(),
            new LogCommand(),
            new CancelCommand(),
            new RetryCommand(),
            new ResolveCommand(),
            new ClearCommand(),
            new ConfigCommand(),
            new DoctorCommand(),
        ];
    }
}
