<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * Sizes as people write them: 500K, 64M, 2G, by 1024. In the program they are bytes.
 */
final class Size
{
    private const UNITS = ['G' => 1 << 30, 'M' => 1 << 20, 'K' => 1 << 10];

    /** @return int|null bytes; null for what is no size */
    public static function parse(string $text): ?int
    {
        return preg_match('/^(\d{1,9})([KMG])\z/', $text, $match) === 1 ? (int) $match[1] * self::UNITS[$match[2]]
            : null;
    }

    public static function format(int $bytes): string
    {
        foreach (self::UNITS as $unit => $size) {
            if ($bytes > 0 && $bytes % $size === 0) {
                return intdiv($bytes, $size) . $unit;
            }
        }

        return "{$bytes} bytes";
    }
}
