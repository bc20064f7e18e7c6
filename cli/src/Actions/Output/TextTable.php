<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

/**
 * Columns side by side; the last one takes what is left of the width and is cut there.
 */
final class TextTable
{
    private const GAP = '  ';

    /**
     * @param list<list<string>> $rows all of the same length, without control characters
     * @param int|null $width null: as wide as it becomes
     * @param \Closure(string, int, int): string|null $colour of a cell that is padded already, its row and its column
     * @return list<string>
     */
    public static function lines(array $rows, ?int $width, ?\Closure $colour = null): array
    {
        $widths = [];
        foreach ($rows as $row) {
            foreach ($row as $column => $cell) {
                $widths[$column] = max($widths[$column] ?? 0, mb_strwidth($cell));
            }
        }
        $lines = [];
        foreach ($rows as $number => $row) {
            $lines[] = self::line($row, $widths, $width, static fn(string $cell, int $column): string
                => $colour === null ? $cell : $colour($cell, $number, $column));
        }

        return $lines;
    }

    /**
     * @param list<string> $row
     * @param array<int, int> $widths
     * @param \Closure(string, int): string $colour
     */
    private static function line(array $row, array $widths, ?int $width, \Closure $colour): string
    {
        $cells = [];
        $left = $width ?? PHP_INT_MAX;
        foreach ($row as $column => $cell) {
            if ($column < \count($row) - 1) {
                $cell .= str_repeat(' ', $widths[$column] - mb_strwidth($cell));
            }
            $cell = mb_strwidth($cell) > $left ? mb_strimwidth($cell, 0, max(0, $left), '…') : $cell;
            $left -= mb_strwidth($cell) + \strlen(self::GAP);
            $cells[] = $colour($cell, $column);
            if ($left <= 0) {
                break;
            }
        }

        return rtrim(implode(self::GAP, $cells));
    }
}
