<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\ActionKind;

/**
 * An action as the journal knew it when it was asked. Times are seconds since 1970.
 */
final readonly class JournalEntry implements \JsonSerializable
{
    private const SHORT = 8;

    /**
     * @param list<string> $tags
     * @param list<string> $skipTags
     * @param int $sequence the order in which actions were added
     * @param int $attempts how often it was begun
     * @param string $run which run began it last
     * @param ?int $startTicks when its process was started, in ticks since $bootId
     * @param ?string $outcome how its process ended
     * @param list<string> $after
     * @param array<string, scalar|null> $options
     * @param ?int $changed how many tasks changed something
     */
    public function __construct(
        public string $id,
        public int $sequence,
        public ActionKind $kind,
        public string $server,
        public array $tags,
        public array $skipTags,
        public bool $dryRun,
        public int $priority,
        public EntryState $state,
        public int $attempts,
        public string $run,
        public string $who,
        public float $queuedAt,
        public ?float $startedAt,
        public ?float $endedAt,
        public ?int $pid,
        public ?int $startTicks,
        public ?string $bootId,
        public ?string $logFile,
        public ?string $eventsFile,
        public ?string $outcome,
        public string $message,
        public array $after,
        public array $options,
        public ?int $changed,
    ) {}

    /** Enough of the id for people; the commands take it. */
    public function shortId(): string
    {
        return substr($this->id, 0, self::SHORT);
    }

    /** "deploy web-01", "deploy web-01 (dry run, tags code, health)" */
    public function title(): string
    {
        $more = array_filter([
            $this->dryRun ? 'dry run' : '',
            $this->tags === [] ? '' : 'tags ' . implode(', ', $this->tags),
            $this->skipTags === [] ? '' : 'without tags ' . implode(', ', $this->skipTags),
        ]);

        return "{$this->kind->value} {$this->server}" . ($more === [] ? '' : ' (' . implode(', ', $more) . ')');
    }

    /** Whether it may be done again by itself when nobody knows how it ended. */
    public function isRepeatable(): bool
    {
        return $this->dryRun || !$this->kind->changesServer();
    }

    /** @return float|null seconds it ran, or has run for until $now */
    public function seconds(?float $now = null): ?float
    {
        $end = $this->endedAt ?? ($this->state->isActive() ? $now ?? microtime(true) : null);

        return $this->startedAt === null || $end === null ? null : max(0.0, $end - $this->startedAt);
    }

    /** As it would be; the journal is not changed. */
    public function inState(EntryState $state, string $message, ?int $changed): self
    {
        return new self(
            $this->id,
            $this->sequence,
            $this->kind,
            $this->server,
            $this->tags,
            $this->skipTags,
            $this->dryRun,
            $this->priority,
            $state,
            $this->attempts,
            $this->run,
            $this->who,
            $this->queuedAt,
            $this->startedAt,
            $this->endedAt,
            $this->pid,
            $this->startTicks,
            $this->bootId,
            $this->logFile,
            $this->eventsFile,
            $this->outcome,
            $message,
            $this->after,
            $this->options,
            $changed,
        );
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return [
            'id' => $this->id,
            'action' => $this->kind->value,
            'server' => $this->server,
            'tags' => $this->tags,
            'skip_tags' => $this->skipTags,
            'dry_run' => $this->dryRun,
            'priority' => $this->priority,
            'sequence' => $this->sequence,
            'state' => $this->state->value,
            'attempts' => $this->attempts,
            'run' => $this->run,
            'who' => $this->who,
            'queued_at' => self::time($this->queuedAt),
            'started_at' => self::time($this->startedAt),
            'ended_at' => self::time($this->endedAt),
            'seconds' => $this->endedAt === null || $this->startedAt === null ? null
                : round($this->endedAt - $this->startedAt, 3),
            'pid' => $this->state->isActive() ? $this->pid : null,
            'log' => $this->logFile,
            'outcome' => $this->outcome,
            'message' => $this->message,
            'after' => $this->after,
            'changed' => $this->changed,
        ];
    }

    private static function time(?float $time): ?string
    {
        return $time === null ? null : date(DATE_ATOM, (int) $time);
    }
}
