<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\Interruption;
use PhotoLibrary\Cli\Progress;
use PhotoLibrary\WordPress\Plugin;
use PhotoLibrary\WordPress\Sync\Observer;
use PhotoLibrary\WordPress\Sync\Report;

/**
 * Shows the progress of a run under WP-CLI, and lets signals stop it.
 */
final class ConsoleObserver implements Observer
{
    private ?Progress $progress = null;
    private ?Interruption $interruption = null;
    private ?Report $report = null;

    public function started(Report $report, int $total): void
    {
        $this->report = $report;
        if (\WP_CLI::get_config('quiet') !== true) {
            $this->progress = new Progress(STDERR, stream_isatty(STDERR), $total, $report->request->maxImages, Texts::say(...));
        }
    }

    public function computing(\Closure $stop): void
    {
        $this->interruption = new Interruption($stop);
    }

    public function advanced(Report $report): void
    {
        $this->progress?->show($report);
    }

    public function warned(string $message): void
    {
        \WP_CLI::warning($message);
    }

    public function debugged(string $message): void
    {
        \WP_CLI::debug($message, Plugin::COMMAND);
    }

    public function ended(Report $report): void
    {
        $this->progress?->clear();
        $this->interruption?->release();
    }

    /** The report of the latest run, also of one that an error ended; null before the first. */
    public function report(): ?Report
    {
        return $this->report;
    }

    /** The signal that stopped the latest run; null if none did. */
    public function interruption(): ?Interruption
    {
        return $this->interruption?->orNull();
    }
}
