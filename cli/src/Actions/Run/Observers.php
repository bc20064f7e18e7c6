<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * Tells several observers, in their order.
 */
final readonly class Observers implements Observer
{
    /** @var list<Observer> */
    private array $observers;

    public function __construct(Observer ...$observers)
    {
        $this->observers = array_values($observers);
    }

    public function runStarted(int $workers): void
    {
        $this->each(static fn(Observer $observer) => $observer->runStarted($workers));
    }

    public function workerStarted(int $worker): void
    {
        $this->each(static fn(Observer $observer) => $observer->workerStarted($worker));
    }

    public function actionStarted(JournalEntry $entry, int $worker, int $active, int $workers): void
    {
        $this->each(static fn(Observer $observer) => $observer->actionStarted($entry, $worker, $active, $workers));
    }

    public function actionEnded(JournalEntry $entry, ?int $worker): void
    {
        $this->each(static fn(Observer $observer) => $observer->actionEnded($entry, $worker));
    }

    public function healthCheckStarted(JournalEntry $entry, ?int $worker): void
    {
        $this->each(static fn(Observer $observer) => $observer->healthCheckStarted($entry, $worker));
    }

    public function actionWillBeRepeated(JournalEntry $entry, ?int $worker, float $seconds, string $why): void
    {
        $this->each(static fn(Observer $observer) => $observer->actionWillBeRepeated($entry, $worker, $seconds, $why));
    }

    public function actionAdopted(JournalEntry $entry): void
    {
        $this->each(static fn(Observer $observer) => $observer->actionAdopted($entry));
    }

    public function output(JournalEntry $entry, array $lines): void
    {
        $this->each(static fn(Observer $observer) => $observer->output($entry, $lines));
    }

    public function note(string $line): void
    {
        $this->each(static fn(Observer $observer) => $observer->note($line));
    }

    public function warning(string $line): void
    {
        $this->each(static fn(Observer $observer) => $observer->warning($line));
    }

    public function tick(View $view): void
    {
        $this->each(static fn(Observer $observer) => $observer->tick($view));
    }

    public function runEnded(Report $report): void
    {
        $this->each(static fn(Observer $observer) => $observer->runEnded($report));
    }

    /** @param \Closure(Observer): void $tell */
    private function each(\Closure $tell): void
    {
        foreach ($this->observers as $observer) {
            $tell($observer);
        }
    }
}
