<?php

declare(strict_types=1);

namespace PhotoLibrary\Console;

use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Exception\ExceptionInterface;

/**
 * What Symfony says of an option that does not exist, with the one that was meant.
 */
final class UnknownOption
{
    /** More letters than these are no slip. */
    private const MAX_DISTANCE = 3;

    public static function orSame(ExceptionInterface $error, Command $command): ExceptionInterface|UsageError
    {
        if (preg_match('/^The "--([^"]*)" option does not exist/', $error->getMessage(), $match) !== 1) {
            return $error;
        }
        $meant = self::nearest($match[1], array_keys($command->getDefinition()->getOptions()));

        return new UsageError($meant === null
            ? new Text('%1$s has no option --%2$s. `photolibrary %1$s --help` lists those there are.', (string) $command->getName(), $match[1])
            : new Text('%1$s has no option --%2$s. Did you mean --%3$s?', (string) $command->getName(), $match[1], $meant), $error);
    }

    /** @param array<string> $names */
    private static function nearest(string $given, array $names): ?string
    {
        $distances = [];
        foreach ($names as $name) {
            $distances[$name] = str_starts_with($name, $given) ? 0 : levenshtein($given, $name);
        }
        asort($distances);
        $nearest = array_key_first($distances);

        return $nearest !== null && $distances[$nearest] <= min(self::MAX_DISTANCE, intdiv(\strlen($given) + 1, 2)) ? $nearest : null;
    }
}
