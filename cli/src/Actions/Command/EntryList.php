<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Output\Colour;
use PhotoLibrary\Actions\Output\TextTable;
use PhotoLibrary\Actions\Support\PlainText;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * Actions as a table or as JSON.
 *
 * @internal
 */
final class EntryList
{
    /**
     * @param list<JournalEntry> $entries
     * @param string $none what is said if there are none
     * @param list<string> $head
     * @param \Closure(JournalEntry): list<string> $cells
     */
    public static function print(
        ConsoleOutputInterface $output,
        array $entries,
        string $format,
        string $none,
        array $head,
        \Closure $cells,
    ): void {
        if ($format === 'json') {
            $output->writeln(json_encode(
                $entries,
                JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE
                    | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR,
            ), OutputInterface::OUTPUT_RAW);
        } elseif ($entries === []) {
            $output->writeln($none);
        } else {
            $rows = array_map(
                static fn(JournalEntry $entry): array => array_map(PlainText::line(...), $cells($entry)),
                $entries,
            );
            $output->writeln(
                TextTable::lines([$head, ...$rows], null, self::colours($output, $head)),
                OutputInterface::OUTPUT_RAW,
            );
        }
    }

    public static function time(?float $time): string
    {
        return $time === null ? '' : date('Y-m-d H:i:s', (int) $time);
    }

    /**
     * @param list<string> $head
     * @return \Closure(string, int, int): string
     */
    private static function colours(ConsoleOutputInterface $output, array $head): \Closure
    {
        $state = array_search('STATE', $head, true);
        $isWanted = $output->isDecorated();

        return static fn(string $cell, int $row, int $column): string => $row > 0 && $column === $state
            ? Colour::ofState(trim($cell), $cell, $isWanted)
            : $cell;
    }
}
