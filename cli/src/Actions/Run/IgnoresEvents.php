<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * For an Observer that does something with a few of the things it is told, and has methods of its own for these.
 */
trait IgnoresEvents
{
    public function runStarted(int $workers): void {}

    public function workerStarted(int $worker): void {}

    public function actionStarted(JournalEntry $entry, int $worker, int $active, int $workers): void {}

    public function actionEnded(JournalEntry $entry, ?int $worker): void {}

    public function healthCheckStarted(JournalEntry $entry, ?int $worker): void {}

    public function actionWillBeRepeated(JournalEntry $entry, ?int $worker, float $seconds, string $why): void {}

    public function actionAdopted(JournalEntry $entry): void {}

    /** @param list<string> $lines */
    public function output(JournalEntry $entry, array $lines): void {}

    public function note(string $line): void {}

    public function warning(string $line): void {}

    public function tick(View $view): void {}

    public function runEnded(Report $report): void {}
}
