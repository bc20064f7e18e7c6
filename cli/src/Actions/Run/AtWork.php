<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Ansible\Events;
use PhotoLibrary\Actions\Ansible\EventsFile;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\ProcessIdentity;
use PhotoLibrary\Cli\Clock;

/**
 * An action whose process runs, or is about to: one of this run, or one that an earlier run began.
 */
final class AtWork
{
    /** Of this run, as soon as it has one. */
    public ?int $worker = null;

    /** Why its process was asked to end; null if it was not. */
    public ?StopReason $stopReason = null;

    private readonly EventsFile $eventsFile;
    private readonly LogTail $tail;
    private float $killAt = INF;
    private float $checkedAt = 0.0;

    public function __construct(public JournalEntry $entry)
    {
        $this->eventsFile = new EventsFile((string) $entry->eventsFile);
        $this->tail = new LogTail((string) $entry->logFile);
    }

    public function events(): Events
    {
        return $this->eventsFile->latest();
    }

    /** @return list<string> lines that its log has grown by */
    public function newLines(): array
    {
        return $this->tail->lines();
    }

    /** @return list<string> the last lines that its log has grown by */
    public function lastLines(): array
    {
        return $this->tail->rest();
    }

    /** Whether it is time to look at its log's size again: once a second. */
    public function isLogDue(): bool
    {
        $now = Clock::seconds();
        $isDue = $now - $this->checkedAt >= 1.0;
        $this->checkedAt = $isDue ? $now : $this->checkedAt;

        return $isDue;
    }

    public function logSize(): int
    {
        clearstatcache(true, (string) $this->entry->logFile);

        return (int) @filesize((string) $this->entry->logFile);
    }

    public function isAlive(): bool
    {
        return ProcessIdentity::isAlive($this->entry->pid, $this->entry->startTicks, $this->entry->bootId);
    }

    /** Asks its process group to end, as Ansible wants it; goOnStopping() kills it after the grace. */
    public function stop(StopReason $reason, float $grace): void
    {
        if ($this->stopReason === null) {
            $this->stopReason = $reason;
            $this->killAt = Clock::seconds() + $grace;
            $this->signal(SIGINT);
        }
    }

    public function goOnStopping(): void
    {
        if (Clock::seconds() >= $this->killAt) {
            $this->killAt = INF;
            $this->signal(SIGKILL);
        }
    }

    /** Only if the process is the one that was begun, not a stranger with its number. */
    private function signal(int $signal): void
    {
        if ($this->isAlive()) {
            posix_kill(-(int) $this->entry->pid, $signal);
        }
    }
}
