<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Run\IgnoresEvents;
use PhotoLibrary\Actions\Run\Observer;
use PhotoLibrary\Actions\Run\Report;
use PhotoLibrary\Actions\Run\View;
use PhotoLibrary\Actions\Run\ViewRow;
use PhotoLibrary\Actions\Support\Duration;
use PhotoLibrary\Cli\Clock;

/**
 * A table on a terminal: a row for each action that is at work or waits, and a line above for each that has ended.
 */
final class LiveTable implements Observer
{
    use IgnoresEvents;

    private const HEAD = ['SERVER', 'ACTION', 'STATE', 'TIME', 'TASK'];
    private const STATE_COLUMN = 2;

    /** Lines of the terminal that are not for rows: head, sum, and where the cursor is. */
    private const OTHER_LINES = 4;

    private float $drawnAt = 0.0;

    /** @param float $interval seconds from one drawing to the next */
    public function __construct(private readonly Terminal $terminal, private readonly float $interval) {}

    public function actionStarted(JournalEntry $entry, int $worker, int $active, int $workers): void
    {
        $this->drawnAt = 0.0;
    }

    public function actionEnded(JournalEntry $entry, ?int $worker): void
    {
        $this->drawnAt = 0.0;
        $seconds = $entry->startedAt === null || $entry->endedAt === null ? '' : Duration::words($entry->endedAt - $entry->startedAt);
        $state = Colour::ofState($entry->state->value, $entry->state->value, $this->terminal->hasColours());
        $this->terminal->line(rtrim("{$entry->server}  {$entry->kind->value}  {$state}  {$seconds}") . ($entry->message === '' ? '' : "  {$entry->message}"));
    }

    public function healthCheckStarted(JournalEntry $entry, ?int $worker): void
    {
        $this->drawnAt = 0.0;
    }

    public function actionWillBeRepeated(JournalEntry $entry, ?int $worker, float $seconds, string $why): void
    {
        $this->terminal->line("{$entry->server}  {$entry->kind->value}  again in " . Duration::words($seconds) . "  {$why}");
    }

    public function actionAdopted(JournalEntry $entry): void
    {
        $this->terminal->line("{$entry->server}  {$entry->kind->value}  still at work since an earlier run");
    }

    public function note(string $line): void
    {
        $this->terminal->line($line);
    }

    public function warning(string $line): void
    {
        $this->terminal->line("Warning: {$line}");
    }

    public function tick(View $view): void
    {
        $now = Clock::seconds();
        if ($now - $this->drawnAt < $this->interval) {
            return;
        }
        $this->drawnAt = $now;
        $this->terminal->draw($this->lines($view));
    }

    public function runEnded(Report $report): void
    {
        $this->terminal->draw([]);
    }

    /** @return list<string> */
    private function lines(View $view): array
    {
        $room = Terminal::height() - self::OTHER_LINES;
        $shown = \array_slice($view->rows, 0, $room);
        $rows = [self::HEAD, ...array_map(self::cells(...), $shown)];
        $lines = TextTable::lines($rows, Terminal::width() - 1, $this->colour(...));
        if (\count($view->rows) > $room) {
            $lines[] = \sprintf('and %d more', \count($view->rows) - $room);
        }
        $lines[] = self::sum($view);

        return $lines;
    }

    private function colour(string $cell, int $row, int $column): string
    {
        return match (true) {
            !$this->terminal->hasColours() => $cell,
            $row === 0 => "\e[1m{$cell}\e[0m",
            $column === self::STATE_COLUMN => Colour::ofState(trim($cell), $cell, true),
            default => $cell,
        };
    }

    /** @return list<string> */
    private static function cells(ViewRow $row): array
    {
        return [$row->server, $row->action, $row->state, $row->seconds === null ? '' : Duration::words(floor($row->seconds)), $row->task];
    }

    private static function sum(View $view): string
    {
        $left = $view->secondsLeft === null ? '' : ', about ' . Duration::words($view->secondsLeft) . ' left';

        return mb_strimwidth(\sprintf(
            '%d of %d done, %d went wrong, %d/%d active, %s%s',
            $view->done,
            $view->total(),
            $view->failed,
            $view->active,
            $view->workers,
            Duration::words(floor($view->seconds)),
            $left,
        ), 0, Terminal::width() - 1, '…');
    }
}
