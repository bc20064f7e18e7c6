<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Ansible\EventsFile;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Holder;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\Recovery;
use PhotoLibrary\Actions\Journal\RecoveryReport;
use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Actions\Status\ServerStatus;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\PlainText;

/**
 * Looks at everything without touching it, also while another process runs.
 */
final readonly class Survey
{
    /** @param list<string> $servers of the inventory */
    public function __construct(
        private Environment $environment,
        private Settings $settings,
        private Journal $journal,
        private StatusManager $status,
        private array $servers,
    ) {}

    /**
     * @return array{environment: string, runner: array<string, mixed>|null, counts: array<string, int>, servers: list<array<string, mixed>>, unknown: list<array<string, mixed>>, notes: list<string>}
     */
    public function take(): array
    {
        $holder = RunnerLock::holder($this->environment);
        // Nobody watches what is still marked as active: this is what the next run will find.
        $recovery = $holder === null ? (new Recovery($this->journal, new EventsVerdict(new Redactor([])), $this->settings->onUnknown))->inspect() : new RecoveryReport();
        $unknown = [...$this->journal->entries(EntryState::Unknown), ...$recovery->unknown];

        return [
            'environment' => $this->environment->name,
            'runner' => $holder === null ? null : self::runner($holder),
            'counts' => $this->journal->counts(),
            'servers' => $this->rows($holder === null ? $recovery->adopted : $this->journal->active()),
            'unknown' => array_map(static fn(JournalEntry $entry): array => $entry->jsonSerialize(), $unknown),
            'notes' => [
                ...($holder === null ? $this->unwatched($recovery) : [$holder->sentence()]),
                ...array_map(Advice::resolve(...), $this->journal->entries(EntryState::Unknown)),
            ],
        ];
    }

    /** @return list<string> */
    private function unwatched(RecoveryReport $recovery): array
    {
        $adopted = array_map(static fn(JournalEntry $entry): string => $entry->title(), $recovery->adopted);

        return [
            ...($adopted === [] ? [] : ['Nobody watches ' . implode(', ', $adopted) . ", which an ended program began. To watch again: photolibrary actions run {$this->environment->name}"]),
            ...(new RecoveryReport([], $recovery->recovered, $recovery->requeued, $recovery->unknown))->lines(),
        ];
    }

    /** @return array<string, mixed> */
    private static function runner(Holder $holder): array
    {
        return [
            'who' => $holder->who,
            'host' => $holder->host,
            'pid' => $holder->pid,
            'since' => date(DATE_ATOM, (int) $holder->since),
            'what' => $holder->what,
            'progress' => $holder->progress,
        ];
    }

    /**
     * @param list<JournalEntry> $active
     * @return list<array<string, mixed>>
     */
    private function rows(array $active): array
    {
        $statuses = $this->status->all();
        $byServer = [];
        foreach ($active as $entry) {
            $byServer[$entry->server] = $entry;
        }
        $names = array_unique([...$this->servers, ...array_map(strval(...), array_keys($statuses))]);
        sort($names, SORT_NATURAL);

        return array_map(
            static fn(string $name): array => self::row($statuses[$name] ?? new ServerStatus($name), $byServer[$name] ?? null),
            $names,
        );
    }

    /** @return array<string, mixed> */
    private static function row(ServerStatus $status, ?JournalEntry $entry): array
    {
        return $status->jsonSerialize() + ['active' => $entry === null ? null : [
            'id' => $entry->id,
            'action' => $entry->kind->value,
            'state' => $entry->state->value,
            'seconds' => round((float) $entry->seconds(), 1),
            'task' => PlainText::line((string) EventsFile::read((string) $entry->eventsFile)->lastTask),
        ]];
    }
}
