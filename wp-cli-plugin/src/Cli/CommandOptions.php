<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

/**
 * Options as WP-CLI gives them: from the command line, then from wp-cli.yml, then defaults. Values that mean nothing are
 * refused with words on how to write them.
 */
final readonly class CommandOptions
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
            /* translators: %s: name of an option. */
            throw new UsageError(\sprintf(__('--%1$s takes no value: write --%1$s or --no-%1$s.', 'photolibrary'), $name));
        }

        return $value;
    }

    /** @throws UsageError */
    public function number(string $name, int $min, int $max, int $default, string $or = ''): int
    {
        $value = $this->values[$name] ?? $default;
        $number = \is_int($value) || \is_string($value) && ctype_digit($value)
            ? filter_var($value, FILTER_VALIDATE_INT, ['options' => ['min_range' => $min, 'max_range' => $max]])
            : false;
        if ($number === false) {
            throw new UsageError($max === PHP_INT_MAX
                /* translators: 1: name of an option, 2: another possible value, 3: a number. */
                ? \sprintf(__('--%1$s must be %2$sa whole number from %3$d.', 'photolibrary'), $name, $or, $min)
                /* translators: 1: name of an option, 2: another possible value, 3 and 4: numbers. */
                : \sprintf(__('--%1$s must be %2$sa whole number from %3$d to %4$d.', 'photolibrary'), $name, $or, $min, $max));
        }

        return $number;
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
            default => $this->number($name, 0, $max, 0, __('"auto" or ', 'photolibrary')),
        };
    }

    /**
     * @template T of \BackedEnum
     * @param T $default
     * @return T
     * @throws UsageError
     */
    public function choice(string $name, \BackedEnum $default): \BackedEnum
    {
        $value = $this->values[$name] ?? $default->value;

        return (\is_string($value) ? $default::tryFrom($value) : null) ?? throw UsageError::notOneOf($name, $default::cases());
    }
}
