<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Ansible\Diagnosis;
use PhotoLibrary\Actions\Ansible\Doctor;
use PhotoLibrary\Actions\Ansible\Severity;
use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalException;
use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\ExitCode;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * Whether all is there that actions need.
 */
final class DoctorCommand extends ActionsCommand
{
    public function __construct()
    {
        parent::__construct('doctor', 'Looks whether all is there that actions need');
    }

    protected function configure(): void
    {
        $this->addEnvironment();
        $this->addOption('repair', null, InputOption::VALUE_NONE, 'Sets a damaged journal aside, so that a new one begins');
        $this->addFormat();
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $format = self::format($input);
        $environment = new Environment(self::argument($input, 'environment'));
        if ($input->getOption('repair') === true) {
            return $this->repair($environment, $output);
        }
        $found = [];
        foreach ((new Doctor($environment, SettingsFile::load($environment)))->examine() as $diagnosis) {
            $found[] = $diagnosis;
            if ($format === 'table') {
                $output->writeln(\sprintf('%-8s %s: %s', $diagnosis->severity->value, $diagnosis->subject, $diagnosis->message), OutputInterface::OUTPUT_RAW);
            }
        }
        if ($format === 'json') {
            self::writeJson($output, $found);
        }
        $problems = array_filter($found, static fn(Diagnosis $diagnosis): bool => $diagnosis->severity === Severity::Problem);

        return $problems === [] ? ExitCode::OK : ExitCode::FAILED;
    }

    /** A journal that can be read stays where it is. */
    private function repair(Environment $environment, ConsoleOutputInterface $output): int
    {
        $lock = RunnerLock::require($environment, 'the repair of the journal');
        try {
            Journal::open($environment)->counts();
            $output->writeln('The journal is in order: nothing to repair.');
        } catch (JournalException $error) {
            self::say($output, $error->getMessage());
            foreach (Journal::setAside($lock) as $file) {
                $output->writeln("It is now {$file}; a new journal begins empty.", OutputInterface::OUTPUT_RAW);
            }
        }

        return ExitCode::OK;
    }
}
