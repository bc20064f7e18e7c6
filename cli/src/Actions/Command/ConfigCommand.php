<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Config\SettingsTable;
use PhotoLibrary\Actions\Output\TextTable;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * The settings of an environment, and where each comes from.
 */
final class ConfigCommand extends ActionsCommand
{
    public function __construct()
    {
        parent::__construct('config', 'Shows and checks the settings of an environment');
    }

    protected function configure(): void
    {
        $this->addArgument('environment', InputArgument::OPTIONAL, 'Name of a folder below inventory/; not needed'
            . ' for --reference');
        $this->addOption('validate', null, InputOption::VALUE_NONE, 'Says only whether config.yml is right');
        $this->addOption('dump', null, InputOption::VALUE_NONE, 'Shows all settings with their sources (the default)');
        $this->addOption(
            'reference',
            null,
            InputOption::VALUE_NONE,
            'Prints a config.yml with all settings, explained',
        );
        $this->addFormat();
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $format = self::format($input);
        $modes = array_keys(
            array_filter(array_intersect_key($input->getOptions(), ['validate' => 0, 'dump' => 0, 'reference' => 0])),
        );
        if (\count($modes) > 1) {
            throw new UsageError(new Text('--%1$s and --%2$s cannot be combined. Choose one.', $modes[0], $modes[1]));
        }
        if ($modes === ['reference']) {
            $output->write(SettingsFile::reference(), false, OutputInterface::OUTPUT_RAW);

            return self::SUCCESS;
        }
        $environment = $this->environment($input);
        $settings = SettingsFile::load($environment);
        foreach ($settings->warnings as $warning) {
            self::say($output, "Warning: {$warning}");
        }
        if ($modes !== ['validate']) {
            self::dump($settings, $output, $format);
        } elseif ($format === 'json') {
            self::writeJson($output, ['valid' => true, 'warnings' => $settings->warnings]);
        } else {
            $output->writeln("The settings of {$environment->name} are right.");
        }

        return self::SUCCESS;
    }

    private function environment(InputInterface $input): Environment
    {
        $name = self::argument($input, 'environment');
        if ($name === '') {
            throw new UsageError(
                new Text('Which environment? There are: %s.', implode(', ', Environment::names()) ?: 'none'),
            );
        }

        return new Environment($name);
    }

    private static function dump(Settings $settings, ConsoleOutputInterface $output, string $format): void
    {
        $names = array_keys(SettingsTable::all());
        if ($format === 'json') {
            self::writeJson($output, array_combine($names, array_map(
                static fn(string $name): array => [
                    'value' => $settings->written($name),
                    'source' => $settings->source($name),
                ],
                $names,
            )));

            return;
        }
        $rows = array_map(
            static fn(string $name): array => ["{$name}:", $settings->written($name), "# {$settings->source($name)}"],
            $names,
        );
        $output->writeln(TextTable::lines($rows, null), OutputInterface::OUTPUT_RAW);
    }
}
