<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * A sentence in English and the values in it, kept apart so that a program can translate it before it is printed.
 */
final readonly class Text implements \Stringable
{
    /** @var array<int|string|float|self> */
    public array $values;

    /** @param string $format of sprintf(); always a literal, so that translation tools find it */
    public function __construct(public string $format, int|string|float|self ...$values)
    {
        $this->values = $values;
    }

    /** @param \Closure(string): string $translate takes the English format, gives that of another language */
    public function translated(\Closure $translate): string
    {
        return vsprintf($translate($this->format), array_map(
            static fn(int|string|float|self $value): int|string|float => $value instanceof self ? $value->translated($translate) : $value,
            $this->values,
        ));
    }

    public function __toString(): string
    {
        return $this->translated(static fn(string $format): string => $format);
    }
}
