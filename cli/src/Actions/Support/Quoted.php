<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * A value of a file or of the command line, as an error names it.
 */
final class Quoted
{
    private const LONGEST = 60;

    public static function value(mixed $value): string
    {
        return match (true) {
            $value === null => 'nothing',
            \is_bool($value) => $value ? 'true' : 'false',
            \is_int($value) => (string) $value,
            \is_float($value) => var_export($value, true),
            \is_string($value) => self::text($value),
            \is_array($value) => array_is_list($value) ? 'a list' : 'a map',
            default => 'something',
        };
    }

    public static function text(string $text): string
    {
        return '"' . PlainText::line($text, self::LONGEST) . '"';
    }

    /** @param iterable<string> $names */
    public static function names(iterable $names, int $most = 20): string
    {
        $names = [...$names];
        $more = \count($names) - $most;
        $shown = implode(', ', array_map(PlainText::line(...), \array_slice($names, 0, $most)));

        return $more > 0 ? "{$shown} and {$more} more" : $shown;
    }
}
