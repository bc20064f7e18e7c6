<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * Measures how long something takes. Unlike the time of day, it is never set.
 */
final class Clock
{
    /** Seconds since some moment that stays the same while the machine runs. */
    public static function seconds(): float
    {
        return (float) hrtime(true) / 1e9;
    }
}
