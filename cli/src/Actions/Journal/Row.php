<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\ActionKind;

/**
 * A row of the database as an entry.
 *
 * @internal
 */
final class Row
{
    /**
     * @param array<string, scalar|null> $row
     * @throws JournalException
     */
    public static function entry(array $row): JournalEntry
    {
        $kind = ActionKind::tryFrom((string) $row['kind']);
        $state = EntryState::tryFrom((string) $row['state']);
        if ($kind === null || $state === null) {
            throw new JournalException("Action {$row['id']} of the journal has a kind or state that this version"
                . ' does not know. Use a newer version.');
        }

        return new JournalEntry(
            (string) $row['id'],
            (int) $row['sequence'],
            $kind,
            (string) $row['server'],
            self::strings($row['tags']),
            self::strings($row['skip_tags']),
            (bool) $row['dry_run'],
            (int) $row['priority'],
            $state,
            (int) $row['attempts'],
            (string) $row['run'],
            (string) $row['who'],
            (float) $row['queued_at'],
            self::float($row['started_at']),
            self::float($row['ended_at']),
            self::int($row['pid']),
            self::int($row['start_ticks']),
            self::text($row['boot_id']),
            self::text($row['log_file']),
            self::text($row['events_file']),
            self::text($row['outcome']),
            (string) $row['message'],
            self::strings($row['after']),
            self::map($row['options']),
            self::int($row['changed']),
        );
    }

    private static function float(string|int|float|bool|null $value): ?float
    {
        return $value === null ? null : (float) $value;
    }

    private static function int(string|int|float|bool|null $value): ?int
    {
        return $value === null ? null : (int) $value;
    }

    private static function text(string|int|float|bool|null $value): ?string
    {
        return $value === null ? null : (string) $value;
    }

    /** @return list<string> */
    private static function strings(string|int|float|bool|null $json): array
    {
        return array_values(array_filter(self::decoded($json), is_string(...)));
    }

    /** @return array<string, scalar|null> */
    private static function map(string|int|float|bool|null $json): array
    {
        $map = [];
        foreach (self::decoded($json) as $key => $value) {
            if ($value === null || \is_scalar($value)) {
                $map[(string) $key] = $value;
            }
        }

        return $map;
    }

    /** @return array<mixed> */
    private static function decoded(string|int|float|bool|null $json): array
    {
        $value = json_decode((string) $json, true);

        return \is_array($value) ? $value : [];
    }
}
