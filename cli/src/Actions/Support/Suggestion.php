<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * What was probably meant.
 */
final class Suggestion
{
    /** Longer texts are no typing errors. */
    private const LONGEST = 100;

    /** @param iterable<string> $known */
    public static function for(string $given, iterable $known): ?string
    {
        if (\strlen($given) > self::LONGEST) {
            return null;
        }
        $best = null;
        // A third of the letters may be wrong; of a short word at least one.
        $least = max(1, intdiv(\strlen($given), 3)) + 1;
        foreach ($known as $name) {
            if (\strlen($name) > self::LONGEST) {
                continue;
            }
            $distance = levenshtein(strtolower($given), strtolower($name));
            if ($distance < $least) {
                [$best, $least] = [$name, $distance];
            }
        }

        return $best;
    }

    /**
     * The end of a sentence: " Did you mean x?", or nothing.
     *
     * @param iterable<string> $known
     */
    public static function sentence(string $given, iterable $known): string
    {
        $meant = self::for($given, $known);

        return $meant === null ? '' : " Did you mean {$meant}?";
    }
}
