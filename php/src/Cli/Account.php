<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * The totals of a run: each item is counted once, as processed, skipped or failed.
 *
 * A failure is listed as a row: whose it is, the reason, and a message that says why.
 *
 * @phpstan-type Row array{reason: string, message: string, ...}
 */
abstract class Account
{
    /** Failures that are listed one by one, of this run and of earlier ones; all are counted. */
    private const MAX_LISTED = 1000;

    private int $processed = 0;

    /** @var array<string, int> by reason */
    private array $skipped = [];

    /** @var array<string, int> by reason */
    private array $failed = [];

    /** @var list<Row> */
    private array $failures = [];

    /** @var list<Row> of earlier runs */
    private array $knownFailures = [];

    private readonly float $started;
    private float $seconds = 0.0;

    public function __construct()
    {
        $this->started = Clock::seconds();
    }

    public function finish(): void
    {
        $this->seconds = Clock::seconds() - $this->started;
    }

    public function processed(): int
    {
        return $this->processed;
    }

    public function skipped(): int
    {
        return array_sum($this->skipped);
    }

    public function failed(): int
    {
        return array_sum($this->failed);
    }

    public function total(): int
    {
        return $this->processed + $this->skipped() + $this->failed();
    }

    /** Items that were processed or failed. */
    public function worked(): int
    {
        return $this->processed + $this->failed();
    }

    /**
     * What is printed, under names that never change.
     *
     * @return array<string, mixed> counts by reason and lists are arrays within
     */
    abstract public function toArray(): array;

    /** @return list<Row> the first of this run, then the first of earlier runs */
    public function failures(): array
    {
        return [...$this->failures, ...$this->knownFailures];
    }

    protected function seconds(): float
    {
        return $this->seconds;
    }

    protected function addProcessed(int $items = 1): void
    {
        $this->processed += $items;
    }

    protected function addSkipped(string $reason): void
    {
        $this->skipped[$reason] = ($this->skipped[$reason] ?? 0) + 1;
    }

    /** @param Row $row how the failure of these items is listed */
    protected function addFailed(string $reason, int $items, array $row): void
    {
        $this->failed[$reason] = ($this->failed[$reason] ?? 0) + $items;
        if (\count($this->failures) < self::MAX_LISTED) {
            $this->failures[] = $row;
        }
    }

    /**
     * Lists a failure of an earlier run; it is not counted as one of this run.
     *
     * @param Row $row
     */
    protected function addKnownFailure(array $row): void
    {
        if (\count($this->knownFailures) < self::MAX_LISTED) {
            $this->knownFailures[] = $row;
        }
    }

    /**
     * The counts among what is printed.
     *
     * @return array{total: int, processed: int, skipped: int, failed: int, skipped_by_reason: array<string, int>, failed_by_reason: array<string, int>}
     */
    protected function totals(): array
    {
        return [
            'total' => $this->total(),
            'processed' => $this->processed,
            'skipped' => $this->skipped(),
            'failed' => $this->failed(),
            'skipped_by_reason' => $this->skipped,
            'failed_by_reason' => $this->failed,
        ];
    }
}
