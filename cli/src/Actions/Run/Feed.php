<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Config\ProvisioningStrategy;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\ServerLock;
use PhotoLibrary\Actions\Support\ActionKind;

/**
 * Says which of the actions that wait is next: larger priority first, then the order in which they came. What cannot begin
 * yet is passed over.
 */
final class Feed
{
    /** @var array<string, string> by id: why an action does not begin */
    private array $reasons = [];

    /** @var list<JournalEntry> */
    private array $waiting = [];

    /** @var list<JournalEntry> what waits, as the journal has it */
    private array $queued = [];

    /** @var array<string, JournalEntry> by server: actions of which nobody knows how they ended */
    private array $unknown = [];

    /** Of the journal when these were read; null before that. */
    private ?int $ownChanges = null;

    /** @var array<string, true> ids of rollouts that are in $rolling */
    private array $rollouts = [];

    public function __construct(
        private readonly RunContext $context,
        private readonly Rolling $rolling,
        private readonly Gate $gate,
    ) {}

    /**
     * @param array<string, true> $busy servers at which something is at work, or which wait for a repetition
     * @param int $free how many may begin
     * @param bool $isProvisioning whether something is being provisioned
     * @return list<Choice> those to begin, and those that will never
     */
    public function choices(array $busy, int $free, bool $isProvisioning): array
    {
        $this->reasons = [];
        $choices = [];
        $this->readJournal();
        $waiting = array_column($this->queued, null, 'id');
        foreach ($waiting as $entry) {
            $choice = $this->choose($entry, $busy, $free, $isProvisioning);
            if ($choice === null) {
                continue;
            }
            $choices[] = $choice;
            unset($waiting[$entry->id]);
            if ($choice->end === null) {
                --$free;
                $busy[$entry->server] = true;
                $isProvisioning = $isProvisioning || $entry->kind === ActionKind::Provision;
            }
        }

        $this->waiting = array_values($waiting);

        return $choices;
    }

    /** @return list<JournalEntry> what waits, in its order */
    public function waiting(): array
    {
        return array_values(array_filter(
            $this->context->journal->waiting(),
            fn(JournalEntry $entry): bool => $this->context->concerns($entry->server),
        ));
    }

    /** @return list<JournalEntry> what waited when it was looked at last, and did not begin then */
    public function lastWaiting(): array
    {
        return $this->waiting;
    }

    /** Why an action did not begin when it was looked at last. */
    public function reason(string $id): string
    {
        return $this->reasons[$id] ?? '';
    }

    /** @param array<string, true> $busy */
    private function choose(JournalEntry $entry, array $busy, int $free, bool $isProvisioning): ?Choice
    {
        $this->noteRollout($entry);
        $unknown = $this->unknown[$entry->server] ?? null;
        if ($unknown !== null) {
            return $this->passOver($entry, "nobody knows how {$unknown->title()} ended: resolve {$unknown->shortId()}");
        }
        if (isset($busy[$entry->server])) {
            return $this->passOver($entry, '');
        }
        $refusal = $this->afterRefusal($entry) ?? $this->rollingRefusal($entry);
        if ($refusal !== null || isset($this->reasons[$entry->id])) {
            return $refusal;
        }
        if ($free <= 0 || $isProvisioning && $entry->kind === ActionKind::Provision
            && $this->context->settings->provisioningStrategy === ProvisioningStrategy::Sequential) {
            return $this->passOver($entry, '');
        }
        $objection = $this->gate->objection($entry);
        if ($objection !== null) {
            return Choice::end($entry, EntryState::Failed, $objection);
        }

        return ServerLock::isHeld($this->context->environment, $entry->server)
            ? $this->passOver($entry, 'a process of an earlier action still holds the lock of the server')
            : Choice::begin($entry);
    }

    private function passOver(JournalEntry $entry, string $why): null
    {
        $this->reasons[$entry->id] = $why;

        return null;
    }

    private function afterRefusal(JournalEntry $entry): ?Choice
    {
        foreach ($entry->after as $id) {
            $other = $this->context->journal->find($id);
            if ($other->state === EntryState::Ok) {
                continue;
            }
            if ($other->state->isSettled()) {
                return Choice::end($entry, EntryState::Skipped, "{$other->title()}, which it comes after, ended as {$other->state->value}");
            }
            $this->passOver($entry, "it comes after {$other->title()}, which is {$other->state->value}");
        }

        return null;
    }

    private function rollingRefusal(JournalEntry $entry): ?Choice
    {
        $objection = $this->rolling->objection($entry);
        if ($objection !== null) {
            return Choice::end($entry, EntryState::Held, $objection);
        }

        return $this->rolling->isItsTurn($entry) ? null : $this->passOver($entry, 'it waits for the group before it');
    }

    /** Takes in all actions of a rollout when its first one is met, also those that earlier runs have ended. */
    private function noteRollout(JournalEntry $entry): void
    {
        $rollout = Rolling::rolloutOf($entry);
        if ($rollout === null || isset($this->rollouts[$rollout])) {
            return;
        }
        $this->rollouts[$rollout] = true;
        foreach ($this->context->journal->entries() as $other) {
            if (Rolling::rolloutOf($other) === $rollout) {
                $this->rolling->note($other, false);
            }
        }
    }

    /** Only if it has changed: this is asked ten times a second, and a queue may be long. */
    private function readJournal(): void
    {
        $journal = $this->context->journal;
        $ownChanges = $journal->ownChanges();
        if (!$journal->hasChanged() && $ownChanges === $this->ownChanges) {
            return;
        }
        $this->ownChanges = $ownChanges;
        $this->queued = $this->waiting();
        $this->unknown = array_column($journal->entries(EntryState::Unknown), null, 'server');
    }
}
