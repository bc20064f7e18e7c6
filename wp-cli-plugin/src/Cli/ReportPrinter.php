<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\Interruption;
use PhotoLibrary\WordPress\Library\StorageError;
use PhotoLibrary\WordPress\Sync\Report;

/**
 * Prints what became of a run: the report on STDOUT, hints and errors on STDERR; and ends with the status for it.
 */
final readonly class ReportPrinter
{
    private const COLUMNS = ['id', 'reason', 'message', 'known'];

    public function __construct(private Output $output) {}

    public function report(Report $report, ?Interruption $interruption): void
    {
        $this->output->report($report, $interruption?->name(), self::COLUMNS);
        foreach ($report->notImages() as $id) {
            /* translators: %d: a number. */
            \WP_CLI::warning(\sprintf(__('%d is not an image of the media library.', 'photolibrary'), $id));
        }
        if ($report->request->dryRun && !$report->request->force && $interruption === null && $report->worked() === 0 && $report->skipped() > 0) {
            \WP_CLI::warning(__('Nothing was computed: no image needs a new palette. Add --force to compute them all and measure the speed.', 'photolibrary'));
        }
        if ($interruption !== null) {
            $this->interrupted($report, $interruption);
        }
        $this->output->conclude($report, 'palette', $report->request->dryRun ? 'compute' : 'sync');
    }

    /** A run that could not go on: what it had done before is reported all the same. */
    public function error(\RuntimeException|\PhotoLibrary\EngineException $error, ?Report $report): never
    {
        if ($report !== null) {
            $this->output->report($report, null, self::COLUMNS);
        }
        $advice = match (true) {
            $report === null || $report->request->dryRun => '', // nothing was to be stored, or nothing was yet
            $report->request->force => __('What this run stored before is kept.', 'photolibrary'),
            $error instanceof StorageError => __('What this run stored before is kept. Run the command again to go on.', 'photolibrary'),
            default => __('What this run stored before is kept. Run the command again to go on; add --retry-failed to try failed images again.', 'photolibrary'),
        };
        \WP_CLI::error(rtrim($error->getMessage(), '. ') . rtrim(". {$advice}"));
    }

    private function interrupted(Report $report, Interruption $interruption): never
    {
        $request = $report->request;
        $line = CommandLine::current();
        // Nothing tells the next run what this one has computed again, or has not stored.
        $beginsAgain = $request->force || $request->dryRun;
        if ($request->maxImages > 0 && !$beginsAgain) {
            $line = $line->with('max-images', max(1, $request->maxImages - $report->worked()));
        }
        \WP_CLI::error(\sprintf(
            /* translators: 1: name of a signal, 2, 3 and 4: numbers, 5: what follows, 6: a command line. */
            __("Interrupted by %1\$s after %2\$d palettes (%3\$d failed, %4\$d skipped). %5\$s\n%6\$s", 'photolibrary'),
            $interruption->name(),
            $report->processed(),
            $report->failed(),
            $report->skipped(),
            $beginsAgain ? __('To begin again:', 'photolibrary') : __('To go on:', 'photolibrary'),
            "{$line->start()} {$line->arguments()}",
        ), false);
        \WP_CLI::halt($interruption->exitCode());
    }
}
