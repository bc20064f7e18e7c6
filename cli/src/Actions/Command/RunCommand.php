<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Orchestrator;
use PhotoLibrary\Actions\Output\ReportPrinter;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\Environment;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * run: what waits. work: the same, and goes on looking until it is stopped.
 */
final class RunCommand extends ActionsCommand
{
    public function __construct(private readonly bool $staysOpen)
    {
        parent::__construct(
            $staysOpen ? 'work' : 'run',
            $staysOpen ? 'Runs what waits and what will be queued, until it is stopped' : 'Runs what waits',
        );
    }

    protected function configure(): void
    {
        $this->addEnvironment();
        RunOptions::addTo($this->getDefinition());
        if (!$this->staysOpen) {
            $this->addOption('held', null, InputOption::VALUE_NONE, 'Also what is held because too much failed before it');
        }
        $this->addFormat(ReportPrinter::FORMATS);
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $format = self::format($input, ReportPrinter::FORMATS);
        $environment = new Environment(self::argument($input, 'environment'));
        $settings = RunOptions::apply($input, SettingsFile::load($environment));
        $patience = RunOptions::patience($input);
        $orchestrator = new Orchestrator($environment, new StatusManager($environment), $settings);
        $execution = new Execution($orchestrator, $settings, $output, $format, $input->getOption('plain') === true);
        $execution->lock($this->staysOpen ? 'all actions, as they are queued' : 'the actions that wait', $patience);
        if (!$this->staysOpen && $input->getOption('held') === true) {
            $journal = Journal::open($environment);
            $journal->retry(array_map(static fn(JournalEntry $entry): string => $entry->id, $journal->entries(EntryState::Held)));
        }

        return $execution->run(fn() => $this->staysOpen ? $orchestrator->work() : $orchestrator->start());
    }
}
