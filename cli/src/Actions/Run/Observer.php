<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * Is told what happens in a run. All text is safe to show: secrets and control characters are out of it.
 */
interface Observer
{
    /** @param int $workers as they were asked for: 0 is one at a time */
    public function runStarted(int $workers): void;

    /** @param int $worker from 1 */
    public function workerStarted(int $worker): void;

    /**
     * @param int $active actions at work now, with this one
     * @param int $workers how many there may be
     */
    public function actionStarted(JournalEntry $entry, int $worker, int $active, int $workers): void;

    /** @param int|null $worker null for an action that no worker of this run had */
    public function actionEnded(JournalEntry $entry, ?int $worker): void;

    /** The action is done on the server, which is now asked whether it is healthy. */
    public function healthCheckStarted(JournalEntry $entry, ?int $worker): void;

    public function actionWillBeRepeated(JournalEntry $entry, ?int $worker, float $seconds, string $why): void;

    /** An action that an earlier run began is still at work. */
    public function actionAdopted(JournalEntry $entry): void;

    /** @param list<string> $lines of the action's log */
    public function output(JournalEntry $entry, array $lines): void;

    /** A line for people. */
    public function note(string $line): void;

    public function warning(string $line): void;

    /** Several times a second. */
    public function tick(View $view): void;

    public function runEnded(Report $report): void;
}
