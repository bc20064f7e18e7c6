<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

/**
 * What the recap says of one server. `ok` includes `changed`, as Ansible counts.
 */
final readonly class HostCounts
{
    public function __construct(
        public int $ok = 0,
        public int $changed = 0,
        public int $failures = 0,
        public int $unreachable = 0,
        public int $skipped = 0,
        public int $rescued = 0,
        public int $ignored = 0,
    ) {}

    /** Null if it is not such counts. */
    public static function from(mixed $counts): ?self
    {
        if (!\is_array($counts)) {
            return null;
        }
        $names = ['ok', 'changed', 'failures', 'unreachable', 'skipped', 'rescued', 'ignored'];
        $values = array_map(static fn(string $name): mixed => $counts[$name] ?? null, $names);
        foreach ($values as $value) {
            if (!\is_int($value) || $value < 0) {
                return null;
            }
        }

        /** @var list<int> $values */
        return new self(...$values);
    }

    public function hasFailed(): bool
    {
        return $this->failures > 0 || $this->unreachable > 0;
    }

    /** Tasks that did their work on the server, well or not. */
    public function done(): int
    {
        return $this->ok + $this->failures + $this->rescued + $this->ignored;
    }

    /** Whether any task was meant for the server. */
    public function hasTasks(): bool
    {
        return $this->done() + $this->unreachable + $this->skipped > 0;
    }
}
