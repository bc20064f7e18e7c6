<?php

declare(strict_types=1);

namespace PhotoLibrary\Console;

use PhotoLibrary\Actions\Command\ActionCommands;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Application as SymfonyApplication;
use Symfony\Component\Console\Exception\ExceptionInterface;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * The program `photolibrary`: a wrong command line ends with 2 and says how to write it.
 */
final class Application extends SymfonyApplication
{
    private const USAGE = 2;

    public function __construct()
    {
        parent::__construct('photolibrary', phpversion('photolibrary') ?: 'without its extension');
        $this->setAutoExit(false);
        $this->addCommands(ActionCommands::all());
    }

    /** @param list<string> $argv with the program's name */
    public static function main(array $argv): int
    {
        return (new self())->run(new Arguments($argv));
    }

    public function renderThrowable(\Throwable $e, OutputInterface $output): void
    {
        if ($e instanceof UsageError || $e instanceof ExceptionInterface) {
            $output->writeln('Error: ' . $e->getMessage(), OutputInterface::OUTPUT_RAW | OutputInterface::VERBOSITY_QUIET);
        } else {
            parent::renderThrowable($e, $output);
        }
    }

    /** @throws \Throwable */
    public function doRun(InputInterface $input, OutputInterface $output): int
    {
        try {
            return parent::doRun($input, $output);
        } catch (UsageError|ExceptionInterface $error) {
            $this->renderThrowable($error, $output instanceof ConsoleOutputInterface ? $output->getErrorOutput() : $output);

            return self::USAGE;
        }
    }
}
