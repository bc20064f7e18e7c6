<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Output\StatusView;
use PhotoLibrary\Actions\Output\Terminal;
use PhotoLibrary\Actions\Run\Inventories;
use PhotoLibrary\Actions\Run\Survey;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\Environment;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * What is known of each server, and what is at work.
 */
final class StatusCommand extends ActionsCommand
{
    public function __construct()
    {
        parent::__construct('status', 'Shows the states of the servers, and what is at work');
    }

    protected function configure(): void
    {
        $this->addEnvironment();
        $this->addOption('watch', 'w', InputOption::VALUE_NONE, 'Shows it again and again, until Ctrl-C');
        $this->addFormat();
    }

    protected function act(InputInterface $input, ConsoleOutputInterface $output): int
    {
        $format = self::format($input);
        $environment = new Environment(self::argument($input, 'environment'));
        $settings = SettingsFile::load($environment);
        $survey = new Survey($environment, $settings, Journal::open($environment, false), new StatusManager($environment), self::servers($environment, $settings, $output));
        if ($input->getOption('watch') === true) {
            return self::watch($survey, $settings, $output, $format);
        }
        self::print($survey, $output, $format);

        return self::SUCCESS;
    }

    /**
     * Without Ansible, at least those are shown with which something was done.
     *
     * @return list<string>
     */
    private static function servers(Environment $environment, Settings $settings, ConsoleOutputInterface $output): array
    {
        try {
            return array_map(strval(...), array_keys((new Inventories($environment, $settings))->current()->servers()));
        } catch (ActionsException $error) {
            self::say($output, "Warning: {$error->getMessage()}");

            return [];
        }
    }

    private static function print(Survey $survey, ConsoleOutputInterface $output, string $format): void
    {
        if ($format === 'json') {
            self::writeJson($output, $survey->take());

            return;
        }
        foreach (StatusView::lines($survey->take(), $output->isDecorated(), null) as $line) {
            $output->writeln($line, OutputInterface::OUTPUT_RAW);
        }
    }

    private static function watch(Survey $survey, Settings $settings, ConsoleOutputInterface $output, string $format): int
    {
        $isLive = $format === 'table' && Terminal::isOne($output);
        $terminal = Terminal::of($output, $isLive);
        $isStopped = false;
        $signals = new StopSignals(static function () use (&$isStopped): void {
            $isStopped = true;
        });
        while (!$isStopped) {
            if ($isLive) {
                $terminal->draw(StatusView::lines($survey->take(), true, Terminal::width() - 1));
            } else {
                self::print($survey, $output, $format);
            }
            usleep((int) ($settings->refreshInterval * 1e6));
        }
        $terminal->draw([]);
        $signals->release();

        return (int) $signals->exitCode();
    }
}
