<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use PhotoLibrary\Actions\Support\Duration;
use PhotoLibrary\Actions\Support\PlainText;

/**
 * The states of servers as a table.
 *
 * @phpstan-type Survey array{environment: string, runner: array<string, mixed>|null, counts: array<string, int>, servers: list<array<string, mixed>>, unknown: list<array<string, mixed>>, notes: list<string>}
 */
final class StatusView
{
    private const HEAD = ['SERVER', 'STATE', 'LAST ACTION', 'SINCE', 'NOW'];
    private const STATE_COLUMN = 1;

    /**
     * @param Survey $survey
     * @return list<string>
     */
    public static function lines(array $survey, bool $colours, ?int $width): array
    {
        $lines = TextTable::lines(
            [self::HEAD, ...array_map(self::cells(...), $survey['servers'])],
            $width,
            static fn(string $cell, int $row, int $column): string => $row > 0 && $column === self::STATE_COLUMN ? Colour::ofState(trim($cell), $cell, $colours) : $cell,
        );
        $parts = [];
        foreach ($survey['counts'] as $state => $count) {
            if ($count > 0) {
                $parts[] = "{$count} {$state}";
            }
        }
        $lines[] = $parts === [] ? 'No actions.' : 'Actions: ' . implode(', ', $parts) . '.';

        return [...$lines, ...array_map(static fn(string $note): string => $width === null ? $note : mb_strimwidth($note, 0, $width, '…'), $survey['notes'])];
    }

    /**
     * @param array<string, mixed> $row
     * @return list<string>
     */
    private static function cells(array $row): array
    {
        $text = static fn(string $key): string => \is_string($row[$key] ?? null) ? PlainText::line($row[$key]) : '';
        $since = strtotime($text('last_update'));
        $active = \is_array($row['active'] ?? null) ? $row['active'] : null;
        $now = $active === null ? $text('error_message') : \sprintf(
            '%s %s, %s%s',
            self::string($active, 'action'),
            self::string($active, 'state'),
            Duration::words(\is_float($active['seconds'] ?? null) ? $active['seconds'] : 0.0),
            self::string($active, 'task') === '' ? '' : ': ' . self::string($active, 'task'),
        );

        return [$text('name'), $text('state'), $text('last_action'), $since === false ? '' : date('Y-m-d H:i:s', $since), $now];
    }

    /** @param array<mixed> $values */
    private static function string(array $values, string $key): string
    {
        return \is_string($values[$key] ?? null) ? $values[$key] : '';
    }
}
