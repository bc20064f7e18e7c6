<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

/**
 * A process for certain: numbers are given to other processes later, but not with the same moment of start.
 */
final readonly class ProcessIdentity
{
    private function __construct(public int $pid, public int $startTicks, public string $bootId) {}

    /** @return self|null null if there is no such process, or it has ended and waits only for its parent */
    public static function of(int $pid): ?self
    {
        $file = "/proc/{$pid}/stat";
        set_error_handler(static fn(): bool => true); // it may end at any moment
        try {
            $stat = $pid > 0 ? file_get_contents($file) : false;
        } finally {
            restore_error_handler();
        }
        // The name in brackets may itself have brackets and blanks.
        $end = \is_string($stat) ? strrpos($stat, ')') : false;
        if (!\is_string($stat) || $end === false) {
            return null;
        }
        // From the third field on: the state; the 22nd is the start.
        $fields = explode(' ', trim(substr($stat, $end + 1)));
        $hasEnded = \in_array($fields[0], ['Z', 'X', 'x'], true);

        return $hasEnded || !isset($fields[19]) ? null : new self($pid, (int) $fields[19], BootId::current());
    }

    public static function isAlive(?int $pid, ?int $startTicks, ?string $bootId): bool
    {
        if ($pid === null || $startTicks === null || $bootId === null || $bootId === ''
            || $bootId !== BootId::current()) {
            return false;
        }

        return self::of($pid)?->startTicks === $startTicks;
    }
}
