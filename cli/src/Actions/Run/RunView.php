<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Cli\Clock;

/**
 * Makes the view of a run, and estimates how long it will take.
 */
final class RunView
{
    /** Rows of what waits; more say nothing. */
    private const MAX_WAITING = 50;

    private readonly float $started;

    public function __construct(private readonly Report $report, private readonly Feed $feed)
    {
        $this->started = Clock::seconds();
    }

    /**
     * @param array<string, AtWork> $atWork
     * @param array<string, AtWork> $adopted
     * @param array<string, Verifying> $verifying
     * @param array<string, array{JournalEntry, float}> $delayed
     */
    public function of(array $atWork, array $adopted, array $verifying, array $delayed, int $workers): View
    {
        $waiting = $this->feed->lastWaiting();
        $rows = [
            ...array_map(static fn(AtWork $one): ViewRow => self::working($one, false), array_values($atWork)),
            ...array_map(static fn(AtWork $one): ViewRow => self::working($one, true), array_values($adopted)),
            ...array_map(static fn(Verifying $one): ViewRow => self::row($one->entry, 'verifying', 'health check', true), array_values($verifying)),
            ...array_map(fn(JournalEntry $entry): ViewRow => $this->waiting($entry, $delayed[$entry->id][1] ?? null), \array_slice($waiting, 0, self::MAX_WAITING)),
        ];
        $active = [...$atWork, ...$adopted];

        return new View(
            $rows,
            \count($waiting),
            $this->report->total(),
            $this->report->failed(),
            \count($active),
            $workers,
            Clock::seconds() - $this->started,
            $this->secondsLeft($active, \count($waiting), $workers),
        );
    }

    private static function working(AtWork $one, bool $isAdopted): ViewRow
    {
        $task = (string) $one->events()->lastTask;

        return self::row($one->entry, $one->entry->state->value, $isAdopted ? trim("of an earlier run: {$task}", ': ') : $task, true);
    }

    private function waiting(JournalEntry $entry, ?float $until): ViewRow
    {
        $why = $until === null ? $this->feed->reason($entry->id) : \sprintf('again in %d s: %s', ceil(max(0.0, $until - Clock::seconds())), $entry->message);

        return self::row($entry, 'waits', $why, false);
    }

    private static function row(JournalEntry $entry, string $state, string $task, bool $isActive): ViewRow
    {
        return new ViewRow(
            $entry->server,
            $entry->kind->value . ($entry->dryRun ? ' (dry run)' : ''),
            $state,
            $task,
            $isActive ? $entry->seconds() : null,
            $isActive,
        );
    }

    /**
     * What waits and runs will take as long as what has ended, on average.
     *
     * @param array<AtWork> $active
     */
    private function secondsLeft(array $active, int $waiting, int $workers): ?float
    {
        $average = $this->report->averageSeconds();
        if ($average === null) {
            return null;
        }
        $left = array_map(static fn(AtWork $one): float => max(0.0, $average - (float) $one->entry->seconds()), $active);
        $work = array_sum($left) + $waiting * $average;

        return max($work / max(1, $workers), ...[0.0, ...array_values($left)]);
    }
}
