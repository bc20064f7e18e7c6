<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Environment;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * What waits, in its order, and what waits for a person.
 */
final class QueueCommand extends ActionsCommand
{
    private const HEAD = ['ID', 'ACTION', 'STATE', 'PRIORITY', 'QUEUED', 'BY'];

    public function __construct()
    {
        parent::__construct('queue', 'Shows the actions that wait');
    }

    protected function configure(): void
    {
        $this->addEnvironment();
        $this->addFormat();
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $format = self::format($input);
        $journal = Journal::open(new Environment(self::argument($input, 'environment')), false);
        $entries = [...$journal->waiting(), ...$journal->entries(EntryState::Held, EntryState::Unknown)];
        $cells = static fn(JournalEntry $entry): array => [
            $entry->shortId(),
            $entry->title(),
            $entry->state->value,
            (string) $entry->priority,
            EntryList::time($entry->queuedAt),
            $entry->who,
        ];
        EntryList::print($output, $entries, $format, 'Nothing waits.', self::HEAD, $cells);

        return self::SUCCESS;
    }
}
