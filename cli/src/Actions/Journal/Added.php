<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

/**
 * What became of actions that were to be queued together.
 */
final readonly class Added
{
    /**
     * @param list<JournalEntry> $entries those that were queued
     * @param list<JournalEntry> $duplicates for each of the others: the same action, which waits already
     */
    public function __construct(public array $entries, public array $duplicates) {}
}
