<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Status\ServerState;
use PhotoLibrary\Actions\Status\ServerStatus;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\ActionsException;

/**
 * What actions mean for the states of their servers. A dry run means nothing. The journal decides what is done next, so
 * that a status file which cannot be written is told, and ends nothing.
 */
final class ServerStates
{
    private const UNPROVISIONED = [ServerState::Unknown, ServerState::NotReady, ServerState::Ready];

    /** @var array<string, ServerStatus> by server, before the action that runs there */
    private array $before = [];
    private bool $hasWarned = false;

    public function __construct(private readonly StatusManager $status, private readonly Observer $observer) {}

    public function started(JournalEntry $entry): void
    {
        $state = match ($entry->kind) {
            ActionKind::Provision => ServerState::Provisioning,
            ActionKind::Deploy => ServerState::Deploying,
            ActionKind::Check => null,
        };
        $this->attempt(function () use ($entry, $state): void {
            $this->before[$entry->server] = $this->status->get($entry->server);
            if ($state !== null && !$entry->dryRun) {
                $this->status->update($entry->server, $state, $entry->kind->value);
            }
        });
    }

    public function verifying(JournalEntry $entry): void
    {
        $this->attempt(fn() => $this->status->update($entry->server, ServerState::Verifying, $entry->kind->value));
    }

    /** It did not begin after all. */
    public function restored(JournalEntry $entry): void
    {
        $before = $this->before[$entry->server] ?? null;
        if ($before !== null && !$entry->dryRun && $entry->kind !== ActionKind::Check) {
            $this->attempt(fn() => $this->status->update($entry->server, $before->state, $before->lastAction, $before->errorMessage));
        }
    }

    public function ended(JournalEntry $entry): void
    {
        $state = $entry->dryRun ? null : $this->stateAfter($entry);
        if ($state !== null) {
            $this->attempt(fn() => $this->status->update($entry->server, $state, $entry->kind->value, $entry->message));
        }
    }

    private function stateAfter(JournalEntry $entry): ?ServerState
    {
        return match (true) {
            $entry->state === EntryState::Cancelled => null,
            $entry->kind === ActionKind::Check => $this->stateAfterCheck($entry),
            $entry->state === EntryState::Unknown => ServerState::Unknown,
            $entry->state !== EntryState::Ok => ServerState::Failed,
            $entry->kind === ActionKind::Provision => ServerState::Provisioned,
            default => ServerState::Deployed,
        };
    }

    /** A check says whether a server is ready; one that is provisioned or deployed stays so. */
    private function stateAfterCheck(JournalEntry $entry): ServerState
    {
        $now = $this->status->get($entry->server)->state;
        if (!\in_array($now, self::UNPROVISIONED, true)) {
            return $now;
        }

        return $entry->state === EntryState::Ok ? ServerState::Ready : ServerState::NotReady;
    }

    /** @param \Closure(): void $change */
    private function attempt(\Closure $change): void
    {
        try {
            $change();
        } catch (ActionsException $error) {
            if (!$this->hasWarned) {
                $this->observer->warning($error->getMessage());
            }
            $this->hasWarned = true;
        }
    }
}
