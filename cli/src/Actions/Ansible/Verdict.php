<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\ActionOutcome;
use PhotoLibrary\ActionResult;
use PhotoLibrary\Actions\Journal\BootId;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Duration;

/**
 * What an action came to. Its events decide, because Ansible's exit code does not tell: it is 0 also when nothing was
 * done, and 4 both for broken YAML and for a server that cannot be reached.
 */
final readonly class Verdict
{
    /**
     * The last words of ssh if it never had a session, in which a task could have begun. What a task itself says comes
     * before ssh's own words.
     */
    private const NO_SESSION = '/(?:^.{0,60}@{40,}.*IDENTIFICATION HAS CHANGED.*'
        . '|ssh: (?:connect to host|Could not resolve hostname) [^:]*: [^:]*'
        . '|Permission denied \([a-z,-]+\)\.|Host key verification failed\.|Too many authentication failures'
        . '|(?:kex_exchange_identification|banner exchange): .{0,200}|Connection timed out during banner exchange.{0,80}'
        . '|Unable to negotiate with .{0,200})$/s';
    /** Ansible's exit code after a SIGINT. */
    private const ANSIBLE_INTERRUPTED = 99;

    /**
     * @param EntryState $state Queued: no task was begun, it can be begun again, and the attempt does not count
     * @param string $message one sentence; '' for Ok
     * @param int $changed how many tasks changed the server
     * @param bool $certain false: nobody knows what was done on the server, or whether it is still working
     * @param bool $begun whether Ansible has begun the playbook
     * @param list<string> $notes what was odd in the file of events
     */
    private function __construct(
        public EntryState $state,
        public string $message,
        public int $changed,
        public bool $certain,
        public bool $begun,
        public array $notes,
    ) {}

    /**
     * @param ?ActionResult $result null: its process has ended unseen
     * @param bool $pipelining whether Ansible's commands on servers survive its end
     */
    public static function of(Events $events, JournalEntry $entry, ?ActionResult $result, bool $pipelining = false): self
    {
        $isStopped = \in_array($result?->outcome, [ActionOutcome::Interrupted, ActionOutcome::Timeout], true);
        $recap = $events->recap;
        [$state, $message] = match (true) {
            // A recap that was written while we stopped Ansible calls servers unreachable that are not.
            $recap !== null && !($isStopped && self::hasFailures($recap)) => self::atTheEnd($events, $recap, $entry),
            // Gathering facts changes nothing.
            $events->tasks > $events->facts => self::half($events, $entry, $result, $pipelining),
            default => self::nothing($events, $entry, $result),
        };
        $changed = $recap[$entry->server]->changed ?? $events->changed[$entry->server] ?? 0;

        return new self($state, $message, $changed, $state !== EntryState::Unknown, $events->begun, $events->notes);
    }

    /** @param array<string, HostCounts> $recap */
    private static function hasFailures(array $recap): bool
    {
        return array_filter($recap, static fn(HostCounts $counts): bool => $counts->hasFailed()) !== [];
    }

    // ---- the playbook came to its end ----

    /**
     * @param array<string, HostCounts> $recap
     * @return array{EntryState, string}
     */
    private static function atTheEnd(Events $events, array $recap, JournalEntry $entry): array
    {
        $counts = $recap[$entry->server] ?? new HostCounts();
        if ($counts->unreachable > 0) {
            return self::unreachable($events, $counts, $entry);
        }
        if ($counts->failures > 0) {
            return [EntryState::Failed, self::sentence($events->failureOf($entry->server))];
        }
        foreach ($recap as $host => $others) {
            if ($others->hasFailed()) { // a server that the playbook itself has added
                $event = $events->failureOf((string) $host) ?? $events->unreachableOf((string) $host);

                return [EntryState::Failed, "on {$host}: " . self::sentence($event)];
            }
        }
        if (!$counts->hasTasks() || ($entry->tags !== [] && $events->tasks === $events->facts)) {
            return [EntryState::Failed, self::nothingRan($events, $counts, $entry)];
        }

        return [EntryState::Ok, ''];
    }

    /** @return array{EntryState, string} */
    private static function unreachable(Events $events, HostCounts $counts, JournalEntry $entry): array
    {
        $event = $events->unreachableOf($entry->server);
        $message = $event->message ?? '';
        // Gathering facts changes nothing. In any other task, the connection may have broken after its work was done.
        $done = $counts->done() - min($counts->ok, $events->facts);
        $hadSession = $events->tasks > $events->facts && preg_match(self::NO_SESSION, $message) !== 1;
        if ($done === 0 && (!$hadSession || $entry->isRepeatable())) {
            return [EntryState::Unreachable, $message === '' ? 'it cannot be reached' : $message];
        }

        return [EntryState::Failed, "it was lost in {$event?->task}, which may be done or not: {$message}"];
    }

    private static function sentence(?TaskEvent $event): string
    {
        return match (true) {
            $event === null => 'a task failed, see its log',
            $event->message === '' => "{$event->task}: failed, see its log",
            default => "{$event->task}: {$event->message}",
        };
    }

    private static function nothingRan(Events $events, HostCounts $counts, JournalEntry $entry): string
    {
        $playbook = $entry->kind->playbook();
        $isCovered = $counts->hasTasks() || !$events->noHosts;

        return 'nothing ran: ' . match (true) {
            $isCovered && $entry->tags !== [] => "no task of {$playbook} has the tag " . implode(' or ', $entry->tags),
            $isCovered && $entry->skipTags !== [] => "every task of {$playbook} is left out by its tags",
            $isCovered => "no play of {$playbook} has a task for {$entry->server}",
            default => "no play of {$playbook} covers {$entry->server}",
        };
    }

    // ---- a task was begun, and the end of the playbook is not known ----

    /** @return array{EntryState, string} */
    private static function half(Events $events, JournalEntry $entry, ?ActionResult $result, bool $pipelining): array
    {
        $during = "during '{$events->lastTask}' (" . date('H:i:s', (int) $events->lastTaskAt) . ')';
        $title = "{$entry->kind->value} {$entry->server}";
        $working = '; the server may still be working on it';
        if ($result === null) {
            return $entry->isRepeatable()
                ? [EntryState::Queued, "{$title} stopped being watched {$during}; it changes nothing and is repeated"]
                : [EntryState::Unknown, "{$title} stopped being watched {$during}"];
        }
        $unlessRepeatable = $entry->isRepeatable() ? EntryState::Interrupted : EntryState::Unknown;

        return match (true) {
            $result->outcome === ActionOutcome::Timeout => [
                $pipelining && !$entry->isRepeatable() ? EntryState::Unknown : EntryState::Timeout,
                self::timeout($result) . " {$during}" . ($pipelining ? $working : ''),
            ],
            $result->outcome === ActionOutcome::Interrupted => [$unlessRepeatable, "interrupted {$during}{$working}"],
            $result->signal !== null => [$unlessRepeatable, "killed by signal {$result->signal} {$during}{$working}"],
            $result->exitCode === self::ANSIBLE_INTERRUPTED => [
                $unlessRepeatable,
                "interrupted by somebody else {$during}{$working}",
            ],
            $result->outcome === ActionOutcome::Ok => [
                $entry->isRepeatable() ? EntryState::Failed : EntryState::Unknown,
                "Ansible ended well, but its events end {$during}: is the disk full?",
            ],
            default => [EntryState::Failed, "Ansible gave up {$during}: " . self::reason($entry, $result)],
        };
    }

    // ---- no task was begun ----

    /** @return array{EntryState, string} */
    private static function nothing(Events $events, JournalEntry $entry, ?ActionResult $result): array
    {
        return match ($result?->outcome) {
            null => self::unseen($entry),
            ActionOutcome::Interrupted => [EntryState::Queued, 'interrupted before its first task'],
            ActionOutcome::Cancelled => [EntryState::Queued, 'not begun'],
            ActionOutcome::Skipped => [EntryState::Skipped, $result->message],
            ActionOutcome::Timeout => [EntryState::Timeout, self::timeout($result) . ' before its first task'],
            ActionOutcome::Ok => [
                $entry->isRepeatable() ? EntryState::Failed : EntryState::Unknown,
                'Ansible ended well, but its events do not say so: see photolibrary actions doctor',
            ],
            default => [EntryState::Failed, self::reason($entry, $result)],
        };
    }

    /** @return array{EntryState, string} */
    private static function unseen(JournalEntry $entry): array
    {
        // What was written to the file may be lost when the machine itself goes down.
        $isSameBoot = $entry->bootId === null || ($entry->bootId !== '' && $entry->bootId === BootId::current());
        if ($isSameBoot || $entry->isRepeatable()) {
            return [EntryState::Queued, 'its first task was not begun'];
        }

        return [EntryState::Unknown, "{$entry->kind->value} {$entry->server} ran when the machine went down"];
    }

    private static function timeout(ActionResult $result): string
    {
        $limit = $result->action->timeout;

        return 'stopped' . ($limit === null ? '' : ' after ' . Duration::format($limit) . ' (action_timeout)');
    }

    private static function reason(JournalEntry $entry, ActionResult $result): string
    {
        $reason = $result->outcome === ActionOutcome::NotStarted ? '' : AnsibleError::ofLog($entry->logFile);

        return $reason === '' ? $result->message : $reason;
    }
}
