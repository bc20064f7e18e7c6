<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * The options of a command by name: a string, true for a flag, false for --no-name. Values that mean nothing are refused
 * with a text that says how to write them.
 */
final readonly class Options
{
    /** @param array<string, mixed> $values */
    public function __construct(private array $values) {}

    public function isGiven(string $name): bool
    {
        return isset($this->values[$name]);
    }

    /** @throws UsageError */
    public function flag(string $name): bool
    {
        $value = $this->values[$name] ?? false;
        if (!\is_bool($value)) {
            /* translators: %1$s: name of an option. */
            throw new UsageError(new Text('--%1$s takes no value: write --%1$s or --no-%1$s.', $name));
        }

        return $value;
    }

    /** @throws UsageError */
    public function number(string $name, int $min, int $max, int $default): int
    {
        return self::numberFrom($this->values[$name] ?? $default, $min, $max) ?? throw new UsageError($max === PHP_INT_MAX
            /* translators: 1: name of an option, 2: a number. */
            ? new Text('--%1$s must be a whole number, %2$d or more.', $name, $min)
            /* translators: 1: name of an option, 2 and 3: numbers. */
            : new Text('--%1$s must be a whole number from %2$d to %3$d.', $name, $min, $max));
    }

    /**
     * A number from 0, or "auto"; null when nothing is said. --no-name is 0.
     *
     * @return int|'auto'|null
     * @throws UsageError
     */
    public function count(string $name, int $max): int|string|null
    {
        $value = $this->values[$name] ?? null;

        return match ($value) {
            'auto', null => $value,
            false => 0,
            default => self::numberFrom($value, 0, $max)
                /* translators: 1: name of an option, 2 and 3: numbers. */
                ?? throw new UsageError(new Text('--%1$s must be "auto" or a whole number from %2$d to %3$d.', $name, 0, $max)),
        };
    }

    /**
     * @template T of \BackedEnum
     * @param T $default
     * @param list<T>|null $choices null: all cases
     * @return T
     * @throws UsageError
     */
    public function choice(string $name, \BackedEnum $default, ?array $choices = null): \BackedEnum
    {
        $choices ??= $default::cases();
        $value = $this->values[$name] ?? $default->value;
        $choice = \is_string($value) ? $default::tryFrom($value) : null;

        return $choice !== null && \in_array($choice, $choices, true) ? $choice : throw UsageError::notOneOf($name, $choices);
    }

    /** @return int|null null for what is no whole number, or one out of the range */
    private static function numberFrom(mixed $value, int $min, int $max): ?int
    {
        $number = \is_int($value) || \is_string($value) && ctype_digit($value)
            ? filter_var($value, FILTER_VALIDATE_INT, ['options' => ['min_range' => $min, 'max_range' => $max]])
            : false;

        return $number === false ? null : $number;
    }
}
