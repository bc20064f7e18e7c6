<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Ansible\EventsFile;
use PhotoLibrary\Actions\Ansible\Verdict;
use PhotoLibrary\Actions\Journal\EventsReader;
use PhotoLibrary\Actions\Journal\Finding;
use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * What the events of an action say that ended unseen, for recovery.
 */
final readonly class EventsVerdict implements EventsReader
{
    public function __construct(private Redactor $redactor) {}

    public function read(JournalEntry $entry): Finding
    {
        $verdict = Verdict::of(EventsFile::read((string) $entry->eventsFile), $entry, null);

        return new Finding($verdict->state, $this->redactor->text($verdict->message), $verdict->changed);
    }
}
