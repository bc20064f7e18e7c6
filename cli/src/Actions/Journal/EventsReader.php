<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

/**
 * Reads what an action has left about itself.
 */
interface EventsReader
{
    /** @param JournalEntry $entry whose process has ended, or never existed */
    public function read(JournalEntry $entry): Finding;
}
