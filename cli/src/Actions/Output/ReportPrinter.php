<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Run\Report;
use PhotoLibrary\Actions\Support\Duration;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * The report on STDOUT: a table for people, JSON, or a line of JSON for each action and a last one for the run.
 */
final readonly class ReportPrinter
{
    public const FORMATS = ['table', 'json', 'jsonl'];

    private const HEAD = ['SERVER', 'ACTION', 'STATE', 'CHANGED', 'TIME', 'MESSAGE'];
    private const STATE_COLUMN = 2;
    private const JSON = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;

    public function __construct(private OutputInterface $output) {}

    public function print(Report $report, string $format): void
    {
        match ($format) {
            'json' => $this->line(json_encode($report, self::JSON | JSON_PRETTY_PRINT)),
            'jsonl' => $this->jsonLines($report),
            default => $this->table($report),
        };
    }

    private function jsonLines(Report $report): void
    {
        $values = $report->jsonSerialize();
        foreach ($report->entries() as $entry) {
            $this->line(json_encode(['type' => 'action'] + $report->row($entry), self::JSON));
        }
        unset($values['actions']);
        $this->line(json_encode(['type' => 'run'] + $values, self::JSON));
    }

    private function table(Report $report): void
    {
        $entries = $report->entries();
        $rows = [self::HEAD, ...array_map(static fn(JournalEntry $entry): array => self::cells($report, $entry), $entries)];
        $colours = $this->output->isDecorated();
        foreach ($entries === [] ? [] : TextTable::lines($rows, null, static fn(string $cell, int $row, int $column): string
            => $row > 0 && $column === self::STATE_COLUMN ? Colour::ofState(trim($cell), $cell, $colours) : $cell) as $line) {
            $this->line($line);
        }
        $this->line($entries === [] ? 'Nothing to do: no action waits.' : self::sum($report));
        if ($report->speedUp() !== null) {
            $this->line($report->speedUp() . '.');
        }
        foreach ($report->advice() as $line) {
            $this->line($line);
        }
    }

    private static function sum(Report $report): string
    {
        $parts = [];
        foreach (EntryState::cases() as $state) {
            $count = $report->count($state);
            if ($count > 0) {
                $parts[] = "{$count} {$state->value}";
            }
        }

        return "{$report->total()} in all: " . implode(', ', $parts) . '.';
    }

    /** @return list<string> */
    private static function cells(Report $report, JournalEntry $entry): array
    {
        $seconds = $entry->startedAt === null || $entry->endedAt === null ? '' : Duration::words($entry->endedAt - $entry->startedAt);

        return [
            $entry->server,
            ltrim(str_replace(" {$entry->server}", '', $entry->title())),
            $entry->state->value,
            $entry->changed === null ? '' : (string) $entry->changed,
            $seconds,
            $report->messageOf($entry),
        ];
    }

    private function line(string $line): void
    {
        $this->output->writeln($line, OutputInterface::OUTPUT_RAW);
    }
}
