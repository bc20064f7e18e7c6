<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use RuntimeException;

/**
 * Waits for what will certainly be; how long that takes decides nothing.
 */
final class Wait
{
    private const PAUSE = 10_000;

    /** @param \Closure(): bool $condition */
    public static function until(\Closure $condition, float $patience = 300.0, string $what = 'it'): void
    {
        $end = microtime(true) + $patience;
        while (!$condition()) {
            microtime(true) < $end || throw new RuntimeException("waited {$patience} s, and {$what} did not happen");
            usleep(self::PAUSE);
        }
    }
}
