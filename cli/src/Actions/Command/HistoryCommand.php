<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Duration;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Name;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * All actions, the latest first.
 */
final class HistoryCommand extends ActionsCommand
{
    private const HEAD = ['ID', 'ACTION', 'STATE', 'QUEUED', 'TOOK', 'BY', 'MESSAGE'];
    private const LIMIT = 50;
    private const MAX_LIMIT = 1_000_000;

    public function __construct()
    {
        parent::__construct('history', 'Shows what was done, the latest first');
    }

    protected function configure(): void
    {
        $this->addEnvironment();
        $this->addOption('server', null, InputOption::VALUE_REQUIRED, 'Only actions of this server');
        $this->addOption('limit', null, InputOption::VALUE_REQUIRED, 'How many at most', (string) self::LIMIT);
        $this->addFormat();
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $format = self::format($input);
        $server = $input->getOption('server');
        $server = \is_string($server) ? Name::check('a server', $server) : null;
        $limit = self::options($input)->number('limit', 1, self::MAX_LIMIT, self::LIMIT);
        $entries = Journal::open(
            new Environment(self::argument($input, 'environment')),
            false,
        )->history($server, $limit);
        $cells = static fn(JournalEntry $entry): array => [
            $entry->shortId(),
            $entry->title(),
            $entry->state->value,
            EntryList::time($entry->queuedAt),
            $entry->seconds() === null ? '' : Duration::words($entry->seconds()),
            $entry->who,
            $entry->message,
        ];
        EntryList::print($output, $entries, $format, 'Nothing was done yet.', self::HEAD, $cells);

        return self::SUCCESS;
    }
}
