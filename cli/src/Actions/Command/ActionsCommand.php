<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Cli\Options;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * A verb below `photolibrary actions`. STDOUT is for what was asked for, STDERR for all else.
 *
 * An ActionsException is printed as one line, and gives the exit code.
 */
abstract class ActionsCommand extends Command
{
    public function __construct(string $verb, string $description)
    {
        parent::__construct("actions:{$verb}");
        $this->setDescription($description);
    }

    /** @return int the exit code */
    abstract protected function act(InputInterface $input, ConsoleOutputInterface $output): int;

    final protected function execute(InputInterface $input, OutputInterface $output): int
    {
        return $this->act($input, $output instanceof ConsoleOutputInterface ? $output : new \Symfony\Component\Console\Output\ConsoleOutput());
    }

    protected function addEnvironment(): void
    {
        $this->addArgument('environment', InputArgument::REQUIRED, 'Name of a folder below inventory/');
    }

    /** @param non-empty-list<string> $formats the first is the default */
    protected function addFormat(array $formats = ['table', 'json']): void
    {
        $this->addOption('format', null, InputOption::VALUE_REQUIRED, implode(', ', $formats), $formats[0], $formats);
    }

    /**
     * @param non-empty-list<string> $formats
     * @throws UsageError
     */
    protected static function format(InputInterface $input, array $formats = ['table', 'json']): string
    {
        $format = $input->getOption('format');
        if (!\is_string($format) || !\in_array($format, $formats, true)) {
            throw new UsageError(new Text('--format must be one of %1$s.', implode(', ', $formats)));
        }

        return $format;
    }

    protected static function argument(InputInterface $input, string $name): string
    {
        $value = $input->getArgument($name);

        return \is_string($value) ? $value : '';
    }

    /** @return list<string> */
    protected static function arguments(InputInterface $input, string $name): array
    {
        return array_values(array_filter((array) $input->getArgument($name), \is_string(...)));
    }

    protected static function options(InputInterface $input): Options
    {
        return new Options(array_combine(
            array_map(strval(...), array_keys($input->getOptions())),
            array_values($input->getOptions()),
        ));
    }

    /** A line for people, on STDERR. What it holds is never read as markup. */
    protected static function say(ConsoleOutputInterface $output, string $line): void
    {
        $output->getErrorOutput()->writeln($line, OutputInterface::OUTPUT_RAW);
    }

    /** @param array<mixed>|\JsonSerializable $value */
    protected static function writeJson(OutputInterface $output, array|\JsonSerializable $value): void
    {
        $output->writeln(json_encode($value, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE
            | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR), OutputInterface::OUTPUT_RAW);
    }
}
