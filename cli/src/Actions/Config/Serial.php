<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * How many servers a rolling deployment takes at a time: a number, a part of all, or as many as there are workers.
 */
final readonly class Serial implements \Stringable
{
    public const WORKERS = 'workers';

    private function __construct(private ?int $count, private ?int $percent) {}

    public static function workers(): self
    {
        return new self(null, null);
    }

    public static function count(int $count): self
    {
        return new self($count, null);
    }

    public static function percent(int $percent): self
    {
        return new self(null, $percent);
    }

    /** @return positive-int */
    public function groupSize(int $servers, int $workers): int
    {
        $size = match (true) {
            $this->count !== null => $this->count,
            $this->percent !== null => intdiv($servers * $this->percent, 100),
            default => $workers,
        };

        return max(1, $size);
    }

    public function __toString(): string
    {
        return match (true) {
            $this->count !== null => (string) $this->count,
            $this->percent !== null => "{$this->percent}%",
            default => self::WORKERS,
        };
    }
}
