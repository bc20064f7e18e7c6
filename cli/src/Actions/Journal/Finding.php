<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

/**
 * What the events of an action say that ended unseen.
 */
final readonly class Finding
{
    /**
     * @param EntryState $state Queued: no task was begun; Unknown: one was, and nobody knows how it ended; or its end
     * @param ?int $changed how many tasks changed the server
     */
    public function __construct(public EntryState $state, public string $message = '', public ?int $changed = null)
    {
        if ($state->isActive()) {
            throw new \LogicException('An action that has ended is not active.');
        }
    }
}
