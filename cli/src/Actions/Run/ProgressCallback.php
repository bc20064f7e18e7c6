<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * Calls a function several times a second with how far the run is.
 */
final readonly class ProgressCallback implements Observer
{
    /** @param \Closure(View): void $call */
    public function __construct(private \Closure $call) {}

    public function runStarted(int $workers): void {}

    public function workerStarted(int $worker): void {}

    public function actionStarted(JournalEntry $entry, int $worker, int $active, int $workers): void {}

    public function actionEnded(JournalEntry $entry, ?int $worker): void {}

    public function healthCheckStarted(JournalEntry $entry, ?int $worker): void {}

    public function actionWillBeRepeated(JournalEntry $entry, ?int $worker, float $seconds, string $why): void {}

    public function actionAdopted(JournalEntry $entry): void {}

    public function output(JournalEntry $entry, array $lines): void {}

    public function note(string $line): void {}

    public function warning(string $line): void {}

    public function tick(View $view): void
    {
        ($this->call)($view);
    }

    public function runEnded(Report $report): void {}
}
