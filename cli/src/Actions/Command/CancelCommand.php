<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Support\ExitCode;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * Actions that wait will not be done.
 */
final class CancelCommand extends ActionsCommand
{
    public function __construct()
    {
        parent::__construct('cancel', 'Takes actions that wait out of the queue');
    }

    protected function configure(): void
    {
        $this->addArgument('ids', InputArgument::REQUIRED | InputArgument::IS_ARRAY, 'Ids of actions, or enough of'
            . ' their beginnings');
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        // If one of them does not exist, none is cancelled.
        $found = array_map(Lookup::find(...), self::arguments($input, 'ids'));
        $exitCode = ExitCode::OK;
        foreach ($found as [$environment, $entry]) {
            $journal = Journal::open($environment);
            if ($journal->cancel($entry->id, 'cancelled by ' . NewEntry::user())) {
                self::say($output, "{$entry->title()} ({$entry->shortId()}) is cancelled.");
            } else {
                self::say($output, 'Error: ' . self::objection($journal->find($entry->id)));
                $exitCode = ExitCode::USAGE;
            }
        }

        return $exitCode;
    }

    private static function objection(JournalEntry $entry): string
    {
        $what = "{$entry->title()} ({$entry->shortId()}) is {$entry->state->value}, so it cannot be cancelled.";

        return match (true) {
            $entry->state->isActive() => "{$what} Press Ctrl-C twice where it runs to interrupt all that run.",
            $entry->state === EntryState::Unknown => "{$what} Look at the server, then: photolibrary actions resolve"
                . " {$entry->shortId()}"
                . ' --as=done (or failed, or retry)',
            default => $what,
        };
    }
}
