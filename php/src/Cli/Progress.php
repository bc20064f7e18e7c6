<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * How far a run is, how fast, and how long it will take: a bar on a terminal, elsewhere a line every few seconds.
 */
final class Progress
{
    private const BAR_WIDTH = 28;
    private const SECONDS_ON_TERMINAL = 0.1;
    private const SECONDS_ELSEWHERE = 5.0;

    private readonly float $started;
    private float $shown;

    /**
     * @param resource $stream
     * @param int $total what the run goes through
     * @param int $limit worked items after which it ends; 0: no such limit
     * @param \Closure(Text): string $say in the language of the user
     */
    public function __construct(
        private readonly mixed $stream,
        private readonly bool $isTerminal,
        private readonly int $total,
        private readonly int $limit,
        private readonly \Closure $say,
    ) {
        $this->started = Clock::seconds();
        $this->shown = $isTerminal ? 0.0 : $this->started; // a bar at once, a line only for runs that take long
    }

    public function show(Account $account): void
    {
        $now = Clock::seconds();
        if ($now - $this->shown < ($this->isTerminal ? self::SECONDS_ON_TERMINAL : self::SECONDS_ELSEWHERE)) {
            return;
        }
        $this->shown = $now;
        $line = $this->line($account, $now - $this->started);
        fwrite($this->stream, $this->isTerminal ? "\r\e[K" . $this->bar($account) . $line : $line . "\n");
    }

    /** Leaves the line to what is printed next. */
    public function clear(): void
    {
        if ($this->isTerminal) {
            fwrite($this->stream, "\r\e[K");
        }
    }

    /** Of the work that is to be done, 0 to 1. */
    private function fraction(Account $account): float
    {
        $parts = [$this->total > 0 ? $account->total() / $this->total : 1.0];
        if ($this->limit > 0) {
            $parts[] = $account->worked() / $this->limit;
        }

        return min(1.0, max($parts));
    }

    private function bar(Account $account): string
    {
        $done = (int) floor($this->fraction($account) * self::BAR_WIDTH);

        return '[' . str_repeat('=', $done) . str_repeat(' ', self::BAR_WIDTH - $done) . '] ';
    }

    private function line(Account $account, float $elapsed): string
    {
        $fraction = $this->fraction($account);

        return ($this->say)(new Text(
            /* translators: 1, 2 and 3: numbers, 4: a duration, 5 and 6: numbers. */
            '%1$d of %2$d, %3$.1f images/s, %4$s left, %5$d skipped, %6$d failed',
            $account->total(),
            $this->total,
            $account->worked() / max($elapsed, 0.001),
            $fraction > 0.0 ? self::duration($elapsed * (1 - $fraction) / $fraction) : '?',
            $account->skipped(),
            $account->failed(),
        ));
    }

    private static function duration(float $seconds): string
    {
        $whole = (int) ceil($seconds);

        return \sprintf('%d:%02d:%02d', intdiv($whole, 3600), intdiv($whole, 60) % 60, $whole % 60);
    }
}
