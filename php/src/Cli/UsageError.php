<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * The command line asks for something that does not exist; the text says how to write it.
 */
final class UsageError extends \InvalidArgumentException
{
    public function __construct(public readonly Text $text, ?\Throwable $previous = null)
    {
        parent::__construct((string) $text, 0, $previous);
    }

    /** @param list<\BackedEnum> $choices */
    public static function notOneOf(string $option, array $choices): self
    {
        $values = implode(', ', array_map(static fn(\BackedEnum $case): string => (string) $case->value, $choices));

        /* translators: 1: name of an option, 2: list of values. */
        return new self(new Text('--%1$s must be one of %2$s.', $option, $values));
    }

    /** @param string|null $value what was typed after a space */
    public static function needsValue(string $option, ?string $value): self
    {
        /* translators: 1: name of an option, 2: its value. */
        return new self(new Text('--%1$s needs its value after an equals sign: write --%1$s=%2$s.', $option, $value ?? '<value>'));
    }
}
