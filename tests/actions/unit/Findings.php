<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\EventsReader;
use PhotoLibrary\Actions\Journal\Finding;
use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * Says of each server what the test says. How files of events are read has tests of its own.
 */
final class Findings implements EventsReader
{
    /** @var list<string> the servers that were asked for */
    public array $asked = [];

    /** @param array<string, Finding> $findings by server */
    public function __construct(private readonly array $findings) {}

    public function read(JournalEntry $entry): Finding
    {
        $this->asked[] = $entry->server;

        return $this->findings[$entry->server];
    }
}
