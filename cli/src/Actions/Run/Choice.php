<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * An action whose turn it is: to begin, or to end without having begun.
 */
final readonly class Choice
{
    private function __construct(public JournalEntry $entry, public ?EntryState $end, public string $why) {}

    public static function begin(JournalEntry $entry): self
    {
        return new self($entry, null, '');
    }

    public static function end(JournalEntry $entry, EntryState $end, string $why): self
    {
        return new self($entry, $end, $why);
    }
}
