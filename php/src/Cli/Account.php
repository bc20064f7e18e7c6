<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * The account of a run: whatever it came to is counted exactly once, as processed, skipped or failed.
 */
abstract class Account
{
    /** Failures that are listed one by one; all are counted. */
    protected const MAX_LISTED = 1000;

    private int $processed = 0;

    /** @var array<string, int> by reason */
    private array $skipped = [];

    /** @var array<string, int> by reason */
    private array $failed = [];

    private readonly float $started;
    private float $seconds = 0.0;

    public function __construct()
    {
        $this->started = (float) hrtime(true);
    }

    public function finish(): void
    {
        $this->seconds = ((float) hrtime(true) - $this->started) / 1e9;
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

    /** What was read, or could not be. */
    public function worked(): int
    {
        return $this->processed + $this->failed();
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

    protected function addFailed(string $reason, int $items = 1): void
    {
        $this->failed[$reason] = ($this->failed[$reason] ?? 0) + $items;
    }

    /**
     * What is printed, under names that never change.
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
