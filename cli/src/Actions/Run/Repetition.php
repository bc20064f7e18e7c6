<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * An action that is queued again, and when it may begin.
 */
final readonly class Repetition
{
    public function __construct(public JournalEntry $entry, public float $seconds) {}
}
