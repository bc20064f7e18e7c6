<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\ActionKind;

/**
 * Actions as a journal would have them.
 */
final class Entries
{
    /** @param array<string, scalar|null> $options */
    public static function entry(
        string $server,
        EntryState $state = EntryState::Queued,
        array $options = [],
        string $message = '',
        ActionKind $kind = ActionKind::Deploy,
        float $seconds = 0.0,
    ): JournalEntry {
        return new JournalEntry(
            "id-of-{$server}",
            1,
            $kind,
            $server,
            [],
            [],
            false,
            0,
            $state,
            1,
            'run',
            'maria@build-7',
            1000.0,
            $seconds > 0.0 ? 1000.0 : null,
            $seconds > 0.0 ? 1000.0 + $seconds : null,
            null,
            null,
            null,
            null,
            null,
            null,
            $message,
            [],
            $options,
            null,
        );
    }
}
