<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

/**
 * How a report is printed on STDOUT.
 */
enum OutputFormat: string
{
    case Table = 'table';
    case Json = 'json';
    case Csv = 'csv';
    case Yaml = 'yaml';

    private const BY_REASON = '_by_reason';

    /**
     * @param array<string, mixed> $options
     * @param list<self> $choices
     * @throws UsageError
     */
    public static function fromOptions(array $options, array $choices): self
    {
        $value = $options['format'] ?? self::Table->value;
        $format = \is_string($value) ? self::tryFrom($value) : null;

        return $format !== null && \in_array($format, $choices, true) ? $format : throw UsageError::notOneOf('format', $choices);
    }

    /** A table is for people; the other formats are asked for by name, and by programs. */
    public function isForPeople(): bool
    {
        return $this === self::Table;
    }

    /**
     * Prints named values, unless they are for people and --quiet is given.
     *
     * @param array<string, mixed> $values counts by reason and lists are arrays within
     */
    public function print(array $values): void
    {
        if ($this === self::Json || $this === self::Yaml) {
            \WP_CLI::print_value(self::withMaps($values), ['format' => $this->value]);
        } else {
            $this->printRows(self::lines($values), ['item', 'value']);
        }
    }

    /**
     * @param list<array<string, mixed>> $rows
     * @param list<string> $columns
     */
    public function printRows(array $rows, array $columns): void
    {
        if (!$this->isForPeople() || \WP_CLI::get_config('quiet') !== true) {
            \WP_CLI\Utils\format_items($this->value, $rows, $columns);
        }
    }

    /**
     * JSON has {} and [] for what is an empty array in PHP; counts by reason are the former.
     *
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    private static function withMaps(array $values): array
    {
        foreach ($values as $name => $value) {
            if ($value === [] && str_ends_with($name, self::BY_REASON)) {
                $values[$name] = new \stdClass();
            }
        }

        return $values;
    }

    /**
     * @param array<string, mixed> $values
     * @return list<array{item: string, value: string}>
     */
    private static function lines(array $values): array
    {
        $lines = [];
        foreach ($values as $name => $value) {
            if (\is_array($value) && str_ends_with($name, self::BY_REASON)) {
                foreach ($value as $reason => $count) {
                    $lines[] = ['item' => str_replace(self::BY_REASON, '', $name) . ": {$reason}", 'value' => self::text($count)];
                }
            } else {
                $lines[] = ['item' => $name, 'value' => self::text($value)];
            }
        }

        return $lines;
    }

    private static function text(mixed $value): string
    {
        return match (true) {
            \is_bool($value) => $value ? 'yes' : 'no',
            \is_scalar($value) => (string) $value,
            \is_array($value) => $value === [] ? 'none' : implode(', ', array_map(self::text(...), $value)),
            default => '',
        };
    }
}
