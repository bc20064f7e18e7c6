<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Run\Observer;
use PhotoLibrary\Actions\Run\Report;
use PhotoLibrary\Actions\Run\View;

/**
 * What servers print, line by line with the server before it: for pipes and the logs of CI.
 */
final readonly class PlainLines implements Observer
{
    public function __construct(private Terminal $terminal) {}

    public function runStarted(int $workers): void {}

    public function workerStarted(int $worker): void {}

    public function actionStarted(JournalEntry $entry, int $worker, int $active, int $workers): void {}

    public function actionEnded(JournalEntry $entry, ?int $worker): void {}

    public function healthCheckStarted(JournalEntry $entry, ?int $worker): void {}

    public function actionWillBeRepeated(JournalEntry $entry, ?int $worker, float $seconds, string $why): void {}

    public function actionAdopted(JournalEntry $entry): void {}

    public function output(JournalEntry $entry, array $lines): void
    {
        foreach ($lines as $line) {
            if ($line !== '') {
                $this->terminal->line("{$entry->server} | {$line}");
            }
        }
    }

    public function note(string $line): void {}

    public function warning(string $line): void {}

    public function tick(View $view): void {}

    public function runEnded(Report $report): void {}
}
