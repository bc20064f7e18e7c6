<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Run\LogFiles;
use PhotoLibrary\Actions\Run\Report;
use PhotoLibrary\Actions\Support\PlainText;

/**
 * Below a run that went wrong: of each failure the end of its log.
 */
final readonly class FailureDetails
{
    private const WITH_A_LOG = [EntryState::Failed, EntryState::Unreachable, EntryState::Timeout, EntryState::Interrupted, EntryState::Unknown];

    private const MAX_LINE = 2000;

    /** @param int $lines how many of a log; 0: only where the log is */
    public function __construct(private Terminal $terminal, private int $lines) {}

    public function print(Report $report): void
    {
        foreach ($report->entries() as $entry) {
            if ($entry->logFile === null || !\in_array($entry->state, self::WITH_A_LOG, true)) {
                continue;
            }
            $this->terminal->line("{$entry->server}: {$entry->kind->value} {$entry->state->value}: {$entry->message}");
            $this->terminal->line("  its log: {$entry->logFile}");
            foreach (LogFiles::lastLines($entry->logFile, $this->lines) as $line) {
                foreach (explode("\n", PlainText::block(rtrim($line, "\r"), self::MAX_LINE, $this->terminal->hasColours())) as $part) {
                    $this->terminal->line("  {$entry->server} | {$part}");
                }
            }
        }
    }
}
