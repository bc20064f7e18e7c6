<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Orchestrator;
use PhotoLibrary\Actions\Output\FailureDetails;
use PhotoLibrary\Actions\Output\LineLogger;
use PhotoLibrary\Actions\Output\LiveTable;
use PhotoLibrary\Actions\Output\PlainLines;
use PhotoLibrary\Actions\Output\ReportPrinter;
use PhotoLibrary\Actions\Output\Terminal;
use PhotoLibrary\Actions\Run\OrchestratorLog;
use PhotoLibrary\Actions\Run\Report;
use PhotoLibrary\Actions\Support\LockedException;
use Symfony\Component\Console\Output\ConsoleOutputInterface;

/**
 * Runs an orchestrator for somebody at a terminal, or for a log: what they see, signals, and the exit code.
 */
final readonly class Execution
{
    private const LOOK_FOR_THE_LOCK = 0.2;

    private bool $isLive;
    private Terminal $terminal;

    public function __construct(
        private Orchestrator $orchestrator,
        private Settings $settings,
        private ConsoleOutputInterface $output,
        private string $format,
        bool $isPlain,
    ) {
        $this->isLive = !$isPlain && Terminal::isOne($output);
        $this->terminal = Terminal::of($output, $this->isLive);
        if (!$this->isLive || $output->isVerbose()) {
            $orchestrator->observe(new OrchestratorLog(new LineLogger($this->terminal)));
        }
        $orchestrator->observe($this->isLive
            ? new LiveTable($this->terminal, $settings->refreshInterval)
            : new PlainLines($this->terminal));
    }

    /**
     * @param string $what is done, for who comes second
     * @param float|null $patience seconds to wait for another process; null: none
     * @throws LockedException
     */
    public function lock(string $what, ?float $patience): void
    {
        $deadline = microtime(true) + ($patience ?? 0.0);
        for ($isTold = false; ; $isTold = true) {
            try {
                $this->orchestrator->lock($what);

                return;
            } catch (LockedException $error) {
                if (microtime(true) >= $deadline) {
                    throw $error;
                }
                if (!$isTold) {
                    $this->terminal->line('Waiting. ' . $error->getMessage());
                }
            }
            usleep((int) (self::LOOK_FOR_THE_LOCK * 1e6));
        }
    }

    /**
     * @param \Closure(): Report $run
     * @return int the exit code
     */
    public function run(\Closure $run): int
    {
        $signals = new StopSignals($this->orchestrator->stop(...));
        try {
            $report = $run();
        } finally {
            $this->terminal->draw([]);
            $signals->release();
        }
        // What servers printed is above already, unless a table was there.
        (new FailureDetails($this->terminal, $this->isLive ? $this->settings->logRetentionLines : 0))->print($report);
        (new ReportPrinter($this->output))->print($report, $this->format);

        return $signals->exitCode() ?? $report->exitCode();
    }

    public function line(string $line): void
    {
        $this->terminal->line($line);
    }
}
