<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * Durations as people write them: 500ms, 30s, 5m, 2h, 90d. In the program they are seconds.
 */
final class Duration
{
    private const UNITS = ['ms' => 0.001, 's' => 1.0, 'm' => 60.0, 'h' => 3600.0, 'd' => 86400.0];

    /** @return float|null seconds; null for what is no duration */
    public static function parse(string $text): ?float
    {
        return preg_match('/^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h|d)\z/', $text, $match) === 1
            ? (float) $match[1] * self::UNITS[$match[2]]
            : null;
    }

    /** As it is written in a file: in the largest unit that needs no fraction. */
    public static function format(float $seconds): string
    {
        $milliseconds = (int) round($seconds * 1000);
        if ($milliseconds === 0) {
            return '0s';
        }
        foreach (['d' => 86_400_000, 'h' => 3_600_000, 'm' => 60_000, 's' => 1000] as $unit => $size) {
            if ($milliseconds % $size === 0) {
                return intdiv($milliseconds, $size) . $unit;
            }
        }

        return "{$milliseconds}ms";
    }

    /** As a report says it: "0.8 s", "15 min 20 s", "2 h 5 min". */
    public static function words(float $seconds): string
    {
        if ($seconds < 9.95) {
            return \sprintf('%.1f s', max(0.0, $seconds));
        }
        $whole = (int) round($seconds);

        return match (true) {
            $whole < 60 => "{$whole} s",
            $whole < 3600 => self::pair($whole, 60, 'min', 1, 's'),
            $whole < 86400 => self::pair($whole, 3600, 'h', 60, 'min'),
            default => self::pair($whole, 86400, 'd', 3600, 'h'),
        };
    }

    private static function pair(int $whole, int $large, string $largeName, int $small, string $smallName): string
    {
        $rest = intdiv($whole % $large, $small);

        return intdiv($whole, $large) . " {$largeName}" . ($rest > 0 ? " {$rest} {$smallName}" : '');
    }
}
