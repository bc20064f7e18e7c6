<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Config\OnUnknown;

/**
 * After a crash: says of every action whether it is at work, is done, has not begun, or must be looked at. An action
 * that may have changed a server is never begun again by itself. Nothing is signalled.
 */
final readonly class Recovery
{
    private const RECOVERED = 'recovered';

    public function __construct(
        private Journal $journal,
        private EventsReader $events,
        private OnUnknown $onUnknown = OnUnknown::Ask,
    ) {}

    /**
     * @param RunnerLock $lock held: the active actions of the journal are of a process that has ended
     * @param ?\Closure(JournalEntry): bool $isUnfinished whether something is still to be done for an action whose process has
     *                                                    ended; it is left as it is, among the adopted ones
     */
    public function recover(RunnerLock $lock, ?\Closure $isUnfinished = null): RecoveryReport
    {
        $this->demand($lock);

        return $this->sorted($this->settled(...), $isUnfinished);
    }

    /** What recover() would do. Nothing is written. Only right while nobody holds the runner's lock. */
    public function inspect(): RecoveryReport
    {
        return $this->sorted(function (JournalEntry $entry): JournalEntry {
            [$state, $message, $changed] = $this->judged($entry);

            return $entry->inState($state, $message, $changed);
        });
    }

    /**
     * For an action that was adopted.
     *
     * @return JournalEntry|null null while it is at work, then what became of it, as the journal has it now
     * @phpstan-impure
     */
    public function settle(JournalEntry $entry, RunnerLock $lock): ?JournalEntry
    {
        $this->demand($lock);

        return $this->isAtWork($entry) ? null : $this->settled($entry);
    }

    private function demand(RunnerLock $lock): void
    {
        if (!$lock->isHeld() || $lock->environment->folder() !== $this->journal->environment->folder()) {
            throw new \LogicException('Only who holds the lock of the runner may recover its actions.');
        }
    }

    /**
     * @param \Closure(JournalEntry): JournalEntry $settle
     * @param ?\Closure(JournalEntry): bool $isUnfinished
     */
    private function sorted(\Closure $settle, ?\Closure $isUnfinished = null): RecoveryReport
    {
        [$adopted, $recovered, $requeued, $unknown] = [[], [], [], []];
        foreach ($this->journal->active() as $entry) {
            // Whether it lives comes first: what its events say afterwards is all that they will ever say.
            if ($this->isAtWork($entry) || $isUnfinished !== null && $isUnfinished($entry)) {
                $adopted[] = $entry;
                continue;
            }
            $entry = $settle($entry);
            match (true) {
                $entry->state === EntryState::Queued => $requeued[] = $entry,
                $entry->state === EntryState::Unknown => $unknown[] = $entry,
                default => $recovered[] = $entry,
            };
        }

        return new RecoveryReport($adopted, $recovered, $requeued, $unknown);
    }

    private function isAtWork(JournalEntry $entry): bool
    {
        // Its lock is held by what is left of it also when its first process has ended.
        return ProcessIdentity::isAlive($entry->pid, $entry->startTicks, $entry->bootId)
            || ServerLock::isHeld($this->journal->environment, $entry->server);
    }

    private function settled(JournalEntry $entry): JournalEntry
    {
        [$state, $message, $changed, $counts] = $this->judged($entry);
        if ($state !== EntryState::Queued) {
            $this->journal->ended($entry->id, $state, $message, $changed, self::RECOVERED);
        } elseif (!$this->journal->requeue($entry->id, $counts, $message)) {
            // The same action was queued in the meantime, so this one is not needed.
            $message = 'not done; the same action was queued again meanwhile';
            $this->journal->ended($entry->id, EntryState::Cancelled, $message, $changed, self::RECOVERED);
        }

        return $this->journal->find($entry->id);
    }

    /** @return array{EntryState, string, ?int, bool} state, message, what it changed, whether the attempt counts */
    private function judged(JournalEntry $entry): array
    {
        $finding = $this->events->read($entry);
        $isSameBoot = $entry->bootId !== null && $entry->bootId !== '' && $entry->bootId === BootId::current();

        return match (true) {
            $finding->state === EntryState::Ok && $entry->state === EntryState::Verifying => [
                EntryState::Ok,
                'its health was not verified',
                $finding->changed,
                true,
            ],
            $finding->state->isEnd() && $finding->state !== EntryState::Unknown => [
                $finding->state,
                $finding->message,
                $finding->changed,
                true,
            ],
            $entry->isRepeatable() => [
                EntryState::Queued,
                $finding->message,
                $finding->changed,
                $finding->state !== EntryState::Queued,
            ],
            // Its events may be lost with the machine, so that nothing was begun is only certain while that runs.
            $finding->state === EntryState::Queued && $isSameBoot && $entry->state !== EntryState::Verifying => [
                EntryState::Queued,
                $finding->message,
                null,
                false,
            ],
            default => $this->unknown($entry, $finding),
        };
    }

    /** @return array{EntryState, string, ?int, bool} */
    private function unknown(JournalEntry $entry, Finding $finding): array
    {
        $message = $finding->state === EntryState::Unknown && $finding->message !== ''
            ? $finding->message
            : "{$entry->title()} stopped being watched when the machine went down";

        return match ($this->onUnknown) {
            OnUnknown::Ask => [EntryState::Unknown, $message, $finding->changed, true],
            OnUnknown::Retry => [EntryState::Queued, "{$message} (on_unknown: retry)", null, true],
            OnUnknown::Fail => [EntryState::Failed, "{$message} (on_unknown: fail)", $finding->changed, true],
        };
    }
}
