<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

/**
 * What became of the actions of a program that ended before them.
 */
final readonly class RecoveryReport
{
    /**
     * @param list<JournalEntry> $adopted they are still at work
     * @param list<JournalEntry> $recovered they have ended, and their events tell how
     * @param list<JournalEntry> $requeued they had begun nothing, or may simply be repeated
     * @param list<JournalEntry> $unknown somebody has to look at their servers
     */
    public function __construct(
        public array $adopted = [],
        public array $recovered = [],
        public array $requeued = [],
        public array $unknown = [],
    ) {}

    public function isEmpty(): bool
    {
        return [...$this->adopted, ...$this->recovered, ...$this->requeued, ...$this->unknown] === [];
    }

    /** @return list<string> a sentence for each action */
    public function lines(): array
    {
        $lines = [];
        foreach ($this->adopted as $entry) {
            $lines[] = "{$entry->title()} is still at work, since " . date('H:i:s', (int) $entry->startedAt)
                . '; it is being watched again.';
        }
        foreach ($this->recovered as $entry) {
            $lines[] = "{$entry->title()} ended unwatched: {$entry->state->value}" . self::more($entry);
        }
        foreach ($this->requeued as $entry) {
            $lines[] = "{$entry->title()} is queued again" . self::more($entry);
        }
        foreach ($this->unknown as $entry) {
            $lines[] = ($entry->message === '' ? "{$entry->title()} stopped being watched" : $entry->message)
                . '. Look at the server, then:'
                . " photolibrary actions resolve {$entry->shortId()} --as=done (or failed, or retry)";
        }

        return $lines;
    }

    private static function more(JournalEntry $entry): string
    {
        return $entry->message === '' ? '.' : ": {$entry->message}.";
    }
}
