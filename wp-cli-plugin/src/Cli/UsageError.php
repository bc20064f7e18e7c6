<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

/**
 * The command line asks for something that does not exist; the message says how to write it.
 */
final class UsageError extends \InvalidArgumentException
{
    /** @param list<\BackedEnum> $choices */
    public static function notOneOf(string $option, array $choices): self
    {
        $values = implode(', ', array_map(static fn(\BackedEnum $case): string => (string) $case->value, $choices));

        /* translators: 1: name of an option, 2: list of values. */
        return new self(\sprintf(__('--%1$s must be one of %2$s.', 'photolibrary'), $option, $values));
    }
}
