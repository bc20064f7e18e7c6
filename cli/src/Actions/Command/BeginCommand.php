<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Inventory\Server;
use PhotoLibrary\Actions\Journal\Added;
use PhotoLibrary\Actions\Journal\DuplicateException;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Orchestrator;
use PhotoLibrary\Actions\Output\ReportPrinter;
use PhotoLibrary\Actions\QueueOptions;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * provision, deploy and check: queues an action for each server, and runs what waits.
 */
final class BeginCommand extends ActionsCommand
{
    private const MAX_PRIORITY = 1_000_000;

    private const DESCRIPTIONS = [
        'provision' => 'Sets servers up by playbooks/provision.yml',
        'deploy' => 'Deploys to servers that were provisioned, by playbooks/deploy.yml',
        'check' => 'Checks whether servers can be reached and are ready',
    ];

    public function __construct(private readonly ActionKind $kind)
    {
        parent::__construct($kind->value, self::DESCRIPTIONS[$kind->value]);
    }

    protected function configure(): void
    {
        $this->addEnvironment();
        $this->addArgument('servers', InputArgument::IS_ARRAY, 'Servers, groups, or patterns of Ansible; none: all servers');
        RunOptions::addTo($this->getDefinition());
        $this->addOption('tags', null, InputOption::VALUE_REQUIRED, 'Only tasks with these tags, separated by commas');
        $this->addOption('skip-tags', null, InputOption::VALUE_REQUIRED, 'Not the tasks with these tags');
        $this->addOption('check', null, InputOption::VALUE_NONE, 'Dry run: changes nothing, shows what would change');
        $this->addOption('priority', null, InputOption::VALUE_REQUIRED, 'Larger ones begin first', '0');
        $this->addOption('after', null, InputOption::VALUE_REQUIRED | InputOption::VALUE_IS_ARRAY, 'Id of an action that must have ended well before');
        $this->addOption('timeout', null, InputOption::VALUE_REQUIRED, 'Stops an action that takes longer, for example 45m [config: action_timeout]');
        $this->addOption('extra-vars-file', null, InputOption::VALUE_REQUIRED, 'File with variables for the playbook; secrets belong there, never on a command line');
        $this->addOption('queue-only', null, InputOption::VALUE_NONE, 'Only queues: another process runs them');
        if ($this->kind === ActionKind::Deploy) {
            $this->addOption('serial', null, InputOption::VALUE_REQUIRED, 'Rolling: so many servers at a time, for example 2 or 30%');
            $this->addOption('max-fail-percentage', null, InputOption::VALUE_REQUIRED, 'Rolling: holds the rest when more of a group fails');
            $this->addOption('skip-health-check', null, InputOption::VALUE_NONE, 'Does not ask the servers afterwards whether they are healthy');
            $this->addOption('force', null, InputOption::VALUE_NONE, 'Also servers that were never provisioned');
        }
        $this->addFormat(ReportPrinter::FORMATS);
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $format = self::format($input, ReportPrinter::FORMATS);
        $environment = new Environment(self::argument($input, 'environment'));
        $settings = $this->settings($input, SettingsFile::load($environment));
        $patience = RunOptions::patience($input);
        $options = $this->queueOptions($input, $settings);
        $orchestrator = new Orchestrator($environment, new StatusManager($environment), $settings);
        $servers = $orchestrator->select(self::arguments($input, 'servers'));
        $orchestrator->demandPlaybook($this->kind, $options->extraVarsFile);
        if ($input->getOption('queue-only') === true) {
            return $this->queueOnly($orchestrator->queue($this->kind, $servers, $options), $output, $format);
        }
        $execution = new Execution($orchestrator, $settings, $output, $format, $input->getOption('plain') === true);
        $execution->lock($this->what($servers), $patience);
        foreach ($orchestrator->queue($this->kind, $servers, $options)->duplicates as $entry) {
            $execution->line("{$entry->title()} waits already, as {$entry->shortId()}: it is not queued twice.");
        }

        return $execution->run(static fn() => $orchestrator->start());
    }

    private function settings(InputInterface $input, Settings $settings): Settings
    {
        $given = [];
        foreach (['serial' => 'deployment_serial', 'max-fail-percentage' => 'max_fail_percentage', 'timeout' => 'action_timeout'] as $option => $key) {
            $value = $input->hasOption($option) ? $input->getOption($option) : null;
            if (\is_string($value)) {
                $given[$key] = $value;
            }
        }
        if (isset($given['deployment_serial'])) {
            $given['deployment_strategy'] = 'rolling';
        }

        return RunOptions::apply($input, $given === [] ? $settings : $settings->with($given));
    }

    private function queueOptions(InputInterface $input, Settings $settings): QueueOptions
    {
        return new QueueOptions(
            self::priority($input),
            self::names($input, 'tags'),
            self::names($input, 'skip-tags'),
            $input->getOption('check') === true,
            array_values(array_filter((array) $input->getOption('after'), \is_string(...))),
            $input->getOption('timeout') === null ? null : $settings->actionTimeout,
            $input->hasOption('force') && $input->getOption('force') === true,
            $input->hasOption('skip-health-check') && $input->getOption('skip-health-check') === true,
            self::extraVarsFile($input),
        );
    }

    private static function priority(InputInterface $input): int
    {
        $priority = filter_var($input->getOption('priority'), FILTER_VALIDATE_INT, ['options' => ['min_range' => -self::MAX_PRIORITY, 'max_range' => self::MAX_PRIORITY]]);

        return \is_int($priority) ? $priority : throw new UsageError(new Text('--priority must be a whole number from %1$d to %2$d.', -self::MAX_PRIORITY, self::MAX_PRIORITY));
    }

    /** @return list<string> */
    private static function names(InputInterface $input, string $option): array
    {
        $text = $input->getOption($option);
        $names = \is_string($text) ? array_map(trim(...), explode(',', $text)) : [];

        return array_values(array_filter($names, static fn(string $name): bool => $name !== ''));
    }

    private static function extraVarsFile(InputInterface $input): ?string
    {
        $file = $input->getOption('extra-vars-file');
        if (!\is_string($file)) {
            return null;
        }
        $path = realpath($file);

        return $path !== false && is_readable($path) && is_file($path) ? $path
            : throw new UsageError(new Text('--extra-vars-file: there is no readable file %1$s.', $file));
    }

    /** @param list<Server> $servers */
    private function what(array $servers): string
    {
        return "{$this->kind->value} of " . (\count($servers) === 1 ? $servers[0]->name : \count($servers) . ' servers');
    }

    private function queueOnly(Added $added, ConsoleOutputInterface $output, string $format): int
    {
        if ($added->entries === [] && $added->duplicates !== []) {
            throw new DuplicateException($added->duplicates[0]);
        }
        foreach ($added->duplicates as $entry) {
            self::say($output, "{$entry->title()} waits already, as {$entry->shortId()}: it is not queued twice.");
        }
        match ($format) {
            'json' => self::writeJson($output, $added->entries),
            'jsonl' => array_map(static fn(JournalEntry $entry) => $output->writeln(json_encode($entry, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR)), $added->entries),
            default => array_map(static fn(JournalEntry $entry) => $output->writeln("{$entry->shortId()}  {$entry->title()}"), $added->entries),
        };

        return self::SUCCESS;
    }
}
