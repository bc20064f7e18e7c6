<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Duration;
use PhotoLibrary\Actions\Support\ExitCode;
use PhotoLibrary\Cli\Account;

/**
 * What a run did: each action is counted once. Those that still wait count as skipped.
 */
final class Report extends Account implements \JsonSerializable
{
    /** @var array<string, JournalEntry> by id, in the order in which they ended */
    private array $entries = [];

    /** @var array<string, string> by id: why an action waits */
    private array $whys = [];

    /** @var list<string> */
    private array $advice = [];

    /** Seconds of all actions together: what one after the other would take. */
    private float $work = 0.0;

    public function __construct(private readonly string $environment, private readonly string $run, private int $workers)
    {
        parent::__construct();
    }

    /** The most that were allowed at the same time. */
    public function setWorkers(int $workers): void
    {
        $this->workers = max($this->workers, $workers);
    }

    /**
     * Takes in an action in its last state of this run.
     *
     * @param string|null $why it still waits
     */
    public function add(JournalEntry $entry, ?string $why = null): void
    {
        if (isset($this->entries[$entry->id])) {
            return;
        }
        if ($why !== null) {
            $this->whys[$entry->id] = $why;
        }
        $this->entries[$entry->id] = $entry;
        $this->work += $this->secondsHere($entry);
        match (true) {
            $entry->state === EntryState::Ok => $this->addProcessed(),
            self::isSkipped($entry->state) => $this->addSkipped($entry->state->value),
            default => $this->addFailed($entry->state->value, 1, [
                'id' => $entry->id,
                'action' => $entry->kind->value,
                'server' => $entry->server,
                'reason' => $entry->state->value,
                'message' => $entry->message,
                'log' => $entry->logFile ?? '',
            ]),
        };
    }

    /** A line for people that says how to go on. */
    public function advise(string $line): void
    {
        if (!\in_array($line, $this->advice, true)) {
            $this->advice[] = $line;
        }
    }

    /** @return list<string> */
    public function advice(): array
    {
        return $this->advice;
    }

    public function messageOf(JournalEntry $entry): string
    {
        return $this->whys[$entry->id] ?? $entry->message;
    }

    /** @return list<JournalEntry> */
    public function entries(): array
    {
        return array_values($this->entries);
    }

    public function count(EntryState $state): int
    {
        return \count(array_filter($this->entries, static fn(JournalEntry $entry): bool => $entry->state === $state));
    }

    /** Of a run that no signal ended. */
    public function exitCode(): int
    {
        $wrong = $this->failed() - $this->count(EntryState::Unknown);

        return match (true) {
            $wrong > 0, $this->count(EntryState::Held) > 0, $this->count(EntryState::Skipped) > 0 => ExitCode::FAILED,
            $this->count(EntryState::Unknown) > 0, $this->waiting() > 0 => ExitCode::UNKNOWN,
            default => ExitCode::OK,
        };
    }

    /** Actions that did not get their turn. */
    public function waiting(): int
    {
        return \count(array_filter($this->entries, static fn(JournalEntry $entry): bool => $entry->state->isWaiting()));
    }

    /** @return string|null "9 deploys in 15 min 20 s with 3 workers; one by one about 45 min"; null where nothing was done */
    public function speedUp(): ?string
    {
        $done = array_filter($this->entries, fn(JournalEntry $entry): bool => $this->secondsHere($entry) > 0.0);
        if ($done === []) {
            return null;
        }
        $kinds = array_values(array_unique(array_map(static fn(JournalEntry $entry): string => $entry->kind->value, $done)));
        $word = (\count($kinds) === 1 ? $kinds[0] : 'action') . (\count($done) === 1 ? '' : 's');
        $seconds = max(array_map(static fn(JournalEntry $entry): float => (float) $entry->endedAt, $done))
            - min(array_map(static fn(JournalEntry $entry): float => (float) $entry->startedAt, $done));
        $text = \count($done) . " {$word} in " . Duration::words($seconds);

        return $this->workers < 2 || \count($done) < 2
            ? $text
            : "{$text} with {$this->workers} workers; one by one about " . Duration::words($this->work);
    }

    /** @return float|null of what has run in this run; null if nothing has ended */
    public function averageSeconds(): ?float
    {
        $done = array_filter($this->entries, fn(JournalEntry $entry): bool => $this->secondsHere($entry) > 0.0);

        return $done === [] ? null : $this->work / \count($done);
    }

    public function toArray(): array
    {
        return [
            'environment' => $this->environment,
            'run' => $this->run,
            'workers' => $this->workers,
            ...$this->totals(),
            'seconds' => round($this->seconds(), 3),
            'seconds_one_by_one' => round($this->work, 3),
            'actions' => array_map($this->row(...), $this->entries()),
            'advice' => $this->advice,
        ];
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        $values = $this->toArray();
        foreach (['skipped_by_reason', 'failed_by_reason'] as $name) {
            $values[$name] = (object) $values[$name];
        }

        return $values;
    }

    /** @return array{id: string, action: string, server: string, state: string, dry_run: bool, tags: list<string>, attempts: int, changed: ?int, seconds: float, message: string, log: ?string} */
    public function row(JournalEntry $entry): array
    {
        return [
            'id' => $entry->id,
            'action' => $entry->kind->value,
            'server' => $entry->server,
            'state' => $entry->state->value,
            'dry_run' => $entry->dryRun,
            'tags' => $entry->tags,
            'attempts' => $entry->attempts,
            'changed' => $entry->changed,
            'seconds' => round($entry->state->isEnd() ? $entry->seconds() ?? 0.0 : 0.0, 3),
            'message' => $this->messageOf($entry),
            'log' => $entry->logFile,
        ];
    }

    /** Seconds that an action of this run took; 0.0 of those that earlier runs have begun, and of those that did not begin. */
    private function secondsHere(JournalEntry $entry): float
    {
        return $entry->run === $this->run && $entry->state->isEnd() ? $entry->seconds() ?? 0.0 : 0.0;
    }

    private static function isSkipped(EntryState $state): bool
    {
        return $state->isWaiting() || \in_array($state, [EntryState::Cancelled, EntryState::Held, EntryState::Skipped], true);
    }
}
