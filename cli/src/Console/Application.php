<?php

declare(strict_types=1);

namespace PhotoLibrary\Console;

use PhotoLibrary\Actions\Command\ActionCommands;
use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Application as SymfonyApplication;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Exception\ExceptionInterface;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * The program `photolibrary`: a wrong command line ends with 2 and says how to write it.
 */
final class Application extends SymfonyApplication
{
    private const FAILED = 1;
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

    /** @throws \Throwable */
    public function doRun(InputInterface $input, OutputInterface $output): int
    {
        try {
            return parent::doRun($input, $output);
        } catch (ActionsException $error) {
            return self::refuse($error, $output, $error->exitCode());
        } catch (UsageError|ExceptionInterface $error) {
            return self::refuse($error, $output, self::USAGE);
        } catch (\Throwable $error) {
            $this->renderThrowable($error, self::errors($output));

            return self::FAILED;
        }
    }

    /** @throws \Throwable */
    protected function doRunCommand(Command $command, InputInterface $input, OutputInterface $output): int
    {
        try {
            return parent::doRunCommand($command, $input, $output);
        } catch (ExceptionInterface $error) {
            throw UnknownOption::orSame($error, $command);
        }
    }

    private static function refuse(\Throwable $error, OutputInterface $output, int $exitCode): int
    {
        self::errors($output)->writeln('Error: ' . trim($error->getMessage()), OutputInterface::OUTPUT_RAW | OutputInterface::VERBOSITY_QUIET);

        return $exitCode;
    }

    private static function errors(OutputInterface $output): OutputInterface
    {
        return $output instanceof ConsoleOutputInterface ? $output->getErrorOutput() : $output;
    }
}
