<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Journal\EntryException;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Run\Inventories;
use PhotoLibrary\Actions\Run\LogTail;
use PhotoLibrary\Actions\Run\Redactor;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\PlainText;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * The log of one action.
 */
final class LogCommand extends ActionsCommand
{
    private const LOOK = 0.2;

    public function __construct()
    {
        parent::__construct('log', 'Shows the log of an action');
    }

    protected function configure(): void
    {
        $this->addArgument('id', InputArgument::REQUIRED, 'Id of the action, or enough of its beginning');
        $this->addOption('follow', 'f', InputOption::VALUE_NONE, 'Goes on until the action has ended');
        $this->addFormat();
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $format = self::format($input);
        [$environment, $entry] = Lookup::find(self::argument($input, 'id'));
        if ($entry->logFile === null) {
            throw new EntryException("{$entry->title()} ({$entry->shortId()}) is {$entry->state->value}: it has no log yet.");
        }
        $redactor = self::redactor($environment, $entry);
        $tail = new LogTail($entry->logFile);
        if ($format === 'json') {
            self::writeJson($output, ['action' => $entry, 'lines' => array_map(static fn(string $line): string => self::clean($redactor->text($line), false), $tail->rest())]);

            return self::SUCCESS;
        }
        $journal = Journal::open($environment, false);
        while ($input->getOption('follow') === true && $journal->find($entry->id)->state->isActive()) {
            self::print($tail->lines(), $redactor, $output);
            usleep((int) (self::LOOK * 1e6));
        }
        self::print($tail->rest(), $redactor, $output);

        return self::SUCCESS;
    }

    /** The log of an action that has ended holds no secrets any more. */
    private static function redactor(Environment $environment, JournalEntry $entry): Redactor
    {
        if (!$entry->state->isActive()) {
            return new Redactor([]);
        }
        $settings = SettingsFile::load($environment);

        return new Redactor([
            ...(new Inventories($environment, $settings))->secrets(),
            ...Redactor::valuesOf($settings->secrets),
        ]);
    }

    /** @param list<string> $lines */
    private static function print(array $lines, Redactor $redactor, ConsoleOutputInterface $output): void
    {
        foreach ($lines as $line) {
            $output->writeln(self::clean($redactor->text($line), $output->isDecorated()), OutputInterface::OUTPUT_RAW);
        }
    }

    private static function clean(string $line, bool $colours): string
    {
        return PlainText::block(rtrim($line, "\r"), PHP_INT_MAX >> 1, $colours);
    }
}
