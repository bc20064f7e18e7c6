<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * Rolling deployments: a group of servers begins when the one before it is done, and the rest is held when too many of a
 * group went wrong. Which group an action belongs to is part of the action, so that a crash does not change it.
 */
final class Rolling
{
    /** Keys of an action's options. */
    public const ROLLOUT = 'rollout';
    public const GROUP = 'group';
    public const MAX_FAIL_PERCENTAGE = 'maxFailPercentage';

    /** @var array<string, array<int, array<string, EntryState>>> by rollout, group and server */
    private array $states = [];

    /** @var array<string, array<int, array<string, EntryState>>> likewise, only those that this run has seen ending */
    private array $fresh = [];

    /**
     * Takes in an action, or its new state. One that was done again stands for its server from then on.
     *
     * @param bool $isFresh whether it has ended in this run
     */
    public function note(JournalEntry $entry, bool $isFresh): void
    {
        $rollout = self::rolloutOf($entry);
        if ($rollout !== null) {
            $this->states[$rollout][self::groupOf($entry)][$entry->server] = $entry->state;
        }
        if ($rollout !== null && $isFresh) {
            $this->fresh[$rollout][self::groupOf($entry)][$entry->server] = $entry->state;
        }
    }

    /** Whether the groups before this action's are done. */
    public function isItsTurn(JournalEntry $entry): bool
    {
        foreach (self::until($entry, $this->states) as $group => $states) {
            foreach ($states as $state) {
                if ($group < self::groupOf($entry) && ($state->isWaiting() || $state->isActive())) {
                    return false;
                }
            }
        }

        return true;
    }

    /**
     * Why this action must not begin any more; null if it may.
     *
     * 100 percent goes on even when a whole group has failed. Who queues a held action again knows of the failures until then.
     */
    public function objection(JournalEntry $entry): ?string
    {
        $allowed = self::number($entry, self::MAX_FAIL_PERCENTAGE);
        $counted = $entry->message === Journal::RELEASED ? $this->fresh : $this->states;
        foreach (self::until($entry, $this->states) as $group => $states) {
            $failed = \count(array_filter(self::until($entry, $counted)[$group] ?? [], self::wentWrong(...)));
            if ($failed * 100 > $allowed * \count($states)) {
                return \sprintf(
                    '%d of %d servers of group %d went wrong, more than the %d %% that max_fail_percentage allows',
                    $failed,
                    \count($states),
                    $group + 1,
                    $allowed,
                );
            }
        }

        return null;
    }

    public static function rolloutOf(JournalEntry $entry): ?string
    {
        $rollout = $entry->options[self::ROLLOUT] ?? null;

        return \is_string($rollout) ? $rollout : null;
    }

    private static function groupOf(JournalEntry $entry): int
    {
        return self::number($entry, self::GROUP);
    }

    private static function number(JournalEntry $entry, string $option): int
    {
        $value = $entry->options[$option] ?? 0;

        return \is_int($value) ? $value : 0;
    }

    /**
     * The groups of its rollout until its own.
     *
     * @param array<string, array<int, array<string, EntryState>>> $rollouts
     * @return array<int, array<string, EntryState>>
     */
    private static function until(JournalEntry $entry, array $rollouts): array
    {
        $groups = $rollouts[self::rolloutOf($entry) ?? ''] ?? [];
        ksort($groups);

        return array_filter($groups, static fn(int $group): bool => $group <= self::groupOf($entry), ARRAY_FILTER_USE_KEY);
    }

    private static function wentWrong(EntryState $state): bool
    {
        return !$state->isWaiting() && !$state->isActive()
            && !\in_array($state, [EntryState::Ok, EntryState::Cancelled, EntryState::Held], true);
    }
}
