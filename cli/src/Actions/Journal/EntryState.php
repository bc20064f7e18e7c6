<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

enum EntryState: string
{
    case Queued = 'queued';
    /** It may begin at any moment: the process is about to be started. */
    case Starting = 'starting';
    case Running = 'running';
    /** The command is done; the server's health is being checked. */
    case Verifying = 'verifying';
    case Ok = 'ok';
    case Failed = 'failed';
    case Unreachable = 'unreachable';
    case Timeout = 'timeout';
    case Interrupted = 'interrupted';
    /** It may have changed its server, and nobody knows how it ended: a person resolves it. */
    case Unknown = 'unknown';
    case Cancelled = 'cancelled';
    /** Too much failed before it; a person retries or cancels it. */
    case Held = 'held';
    /** What it was to come after did not end well. */
    case Skipped = 'skipped';

    public function isWaiting(): bool
    {
        return $this === self::Queued;
    }

    public function isActive(): bool
    {
        return \in_array($this, [self::Starting, self::Running, self::Verifying], true);
    }

    /** Nothing of it runs or begins by itself. Unknown and held actions have come to such an end, too. */
    public function isEnd(): bool
    {
        return !$this->isWaiting() && !$this->isActive();
    }

    /** It has ended, and no person has to decide anything. */
    public function isSettled(): bool
    {
        return $this->isEnd() && $this !== self::Unknown && $this !== self::Held;
    }

    /** An end that `retry --failed` does again. */
    public function isFailure(): bool
    {
        return \in_array($this, [self::Failed, self::Unreachable, self::Timeout, self::Interrupted], true);
    }

    /** @return list<self> */
    public static function active(): array
    {
        return array_values(array_filter(self::cases(), static fn(self $state): bool => $state->isActive()));
    }

    /** @return list<self> */
    public static function settled(): array
    {
        return array_values(array_filter(self::cases(), static fn(self $state): bool => $state->isSettled()));
    }
}
