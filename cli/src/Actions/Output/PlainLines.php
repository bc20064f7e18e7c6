<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Run\IgnoresEvents;
use PhotoLibrary\Actions\Run\Observer;

/**
 * What servers print, line by line with the server before it: for pipes and the logs of CI.
 */
final readonly class PlainLines implements Observer
{
    use IgnoresEvents;

    public function __construct(private Terminal $terminal) {}

    public function output(JournalEntry $entry, array $lines): void
    {
        foreach ($lines as $line) {
            if ($line !== '') {
                $this->terminal->line("{$entry->server} | {$line}");
            }
        }
    }
}
