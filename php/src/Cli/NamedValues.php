<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * Values with names, as reports have them: counts by reason (`failed_by_reason`) and lists are arrays within.
 */
final readonly class NamedValues
{
    private const BY_REASON = '_by_reason';

    /** @param array<string, mixed> $values */
    public function __construct(private array $values) {}

    /**
     * For formats with types. JSON has {} and [] for what is an empty array in PHP; counts by reason are the former.
     *
     * @return array<string, mixed>
     */
    public function structured(): array
    {
        $values = $this->values;
        foreach ($values as $name => $value) {
            if ($value === [] && str_ends_with($name, self::BY_REASON)) {
                $values[$name] = new \stdClass();
            }
        }

        return $values;
    }

    /**
     * For a table of two columns: a row a value, and a row a reason.
     *
     * @return list<array{item: string, value: string}>
     */
    public function rows(): array
    {
        $rows = [];
        foreach ($this->values as $name => $value) {
            if (\is_array($value) && str_ends_with($name, self::BY_REASON)) {
                foreach ($value as $reason => $count) {
                    $rows[] = ['item' => str_replace(self::BY_REASON, '', $name) . ": {$reason}", 'value' => self::text($count)];
                }
            } else {
                $rows[] = ['item' => $name, 'value' => self::text($value)];
            }
        }

        return $rows;
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
