<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\ExitCode;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * Nothing waits any more. What runs goes on.
 */
final class ClearCommand extends ActionsCommand
{
    public function __construct()
    {
        parent::__construct('clear', 'Cancels all actions that wait or are held');
    }

    protected function configure(): void
    {
        $this->addEnvironment();
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $count = Journal::open(new Environment(self::argument($input, 'environment')))->clear('cancelled by '
            . NewEntry::user());
        self::say($output, match ($count) {
            0 => 'Nothing waited.',
            1 => 'One action is cancelled.',
            default => "{$count} actions are cancelled.",
        });

        return ExitCode::OK;
    }
}
