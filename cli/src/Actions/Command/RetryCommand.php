<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Journal\Added;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\ExitCode;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * Queues actions once more: those that are named, or all that failed and were not done well later.
 */
final class RetryCommand extends ActionsCommand
{
    public function __construct()
    {
        parent::__construct('retry', 'Queues actions once more');
    }

    protected function configure(): void
    {
        $this->addArgument('ids', InputArgument::OPTIONAL | InputArgument::IS_ARRAY, 'Ids of actions; with --failed:'
            . ' the environment, if there are several');
        $this->addOption('failed', null, InputOption::VALUE_NONE, 'All that failed, were skipped or are held, and'
            . ' were not done well later');
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $words = self::arguments($input, 'ids');
        $chosen = $input->getOption('failed') === true ? self::failed($words) : self::named($words);
        if ($chosen === []) {
            self::say($output, 'There is nothing to retry.');
        }
        foreach ($chosen as $name => $ids) {
            self::report($output, (string) $name, Journal::open(new Environment((string) $name))->retry($ids));
        }

        return ExitCode::OK;
    }

    /**
     * @param list<string> $ids
     * @return array<non-empty-list<string>> ids by environment
     */
    private static function named(array $ids): array
    {
        if ($ids === []) {
            throw new UsageError(new Text('Which actions? Write their ids, or --failed.'));
        }
        $chosen = [];
        foreach ($ids as $id) {
            [$environment, $entry] = Lookup::find($id);
            $chosen[$environment->name][] = $entry->id;
        }

        return $chosen;
    }

    /**
     * @param list<string> $names of environments
     * @return array<non-empty-list<string>> ids by environment
     */
    private static function failed(array $names): array
    {
        $all = Environment::names();
        if ($names === [] && \count($all) > 1) {
            // Who means one of them should not repeat what failed in the others.
            throw new UsageError(new Text('Of which environment? Write: photolibrary actions retry --failed %1$s.'
                . ' There are: %2$s.', $all[0], implode(', ', $all)));
        }
        $chosen = [];
        foreach ($names === [] ? $all : $names as $name) {
            $entries = Journal::open(new Environment($name), false)->retryable();
            if ($entries !== []) {
                $chosen[$name] = array_map(static fn(JournalEntry $entry): string => $entry->id, $entries);
            }
        }

        return $chosen;
    }

    private static function report(ConsoleOutputInterface $output, string $environment, Added $added): void
    {
        foreach ($added->entries as $entry) {
            self::say($output, "{$entry->title()} is queued, as {$entry->shortId()}.");
        }
        foreach ($added->duplicates as $entry) {
            self::say($output, "{$entry->title()} waits already, as {$entry->shortId()}.");
        }
        self::say($output, "To run what waits: photolibrary actions run {$environment}");
    }
}
