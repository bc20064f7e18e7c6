<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

/**
 * How far a run is.
 */
final readonly class View
{
    /**
     * @param list<ViewRow> $rows what is at work, then what waits
     * @param int $waiting actions that have not begun
     * @param int $done actions that have ended
     * @param int $failed those of them that went wrong
     * @param float|null $secondsLeft null: nobody can tell yet
     */
    public function __construct(
        public array $rows,
        public int $waiting,
        public int $done,
        public int $failed,
        public int $active,
        public int $workers,
        public float $seconds,
        public ?float $secondsLeft,
    ) {}

    public function total(): int
    {
        return $this->waiting + $this->done + \count(array_filter($this->rows, static fn(ViewRow $row): bool => $row->isActive));
    }
}
