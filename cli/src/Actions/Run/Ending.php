<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\ActionResult;
use PhotoLibrary\Actions\Ansible\Events;
use PhotoLibrary\Actions\Ansible\Remedy;
use PhotoLibrary\Actions\Ansible\Verdict;
use PhotoLibrary\Actions\Config\OnUnknown;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Health\HealthCheck;
use PhotoLibrary\Actions\Health\HealthResult;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\PlainText;
use PhotoLibrary\Actions\Support\Size;

/**
 * What follows when an action has ended: a health check, a repetition, or its place in journal, status and report.
 */
final class Ending
{
    public const SKIP_HEALTH_CHECK = 'skipHealthCheck';

    /** So many actions in a row that did not begin, for one reason, are no accident. */
    private const HOPELESS = 3;

    private const MAX_LINE = 2000;

    private readonly RetryRule $retries;
    private readonly ServerStates $states;

    private string $lastReason = '';
    private int $inARow = 0;

    public function __construct(
        private readonly RunContext $context,
        private readonly Observer $observer,
        private readonly Report $report,
        private readonly Rolling $rolling,
    ) {
        $this->retries = new RetryRule($context->settings);
        $this->states = new ServerStates($context->status, $observer);
    }

    public function showStart(JournalEntry $entry): void
    {
        $this->states->started($entry);
    }

    /** @return Verifying|Repetition|null what is still to be done; null: it has ended for good */
    public function of(AtWork $one, ?ActionResult $result, bool $isStopping): Verifying|Repetition|null
    {
        $events = $one->events();
        $verdict = Verdict::of($events, $one->entry, $result, $this->context->ansible->pipelining);
        [$state, $message] = $this->withReason($one, $events, $verdict->state, $this->redacted($this->withRemedy($one->entry, $verdict)));
        $this->context->redactor->filesOf($one->entry);
        [$state, $message] = $this->asConfigured($state, $message);
        if ($state === EntryState::Queued) {
            return $this->beginsLater($one, $message, $verdict->state === EntryState::Unknown);
        }
        $this->countReasons($one->entry, $state === EntryState::Failed && $events->tasks === 0 && $events->recap === null, $message);
        $delay = $isStopping || $one->stopReason !== null ? null
            : $this->retries->delay($state, $one->entry->attempts, $state === EntryState::Unreachable);
        if ($delay !== null && $this->context->journal->requeue($one->entry->id, true, $message)) {
            $entry = $this->context->journal->find($one->entry->id);
            $this->observer->actionWillBeRepeated($one->entry, $one->worker, $delay, $message);

            return new Repetition($entry, $delay);
        }
        if ($state === EntryState::Ok && self::wantsHealthCheck($one->entry, $this->context->settings)) {
            return $this->verify($one, $verdict->changed, $isStopping);
        }
        $this->end($one->entry, $state, $message, $verdict->changed, $result?->outcome->value, $one->worker);

        return null;
    }

    /** It ends without having begun. */
    public function refuse(JournalEntry $entry, EntryState $state, string $why): void
    {
        if ($this->context->journal->ended($entry->id, $state, $this->redacted($why))) {
            $this->take($this->context->journal->find($entry->id), null);
        }
    }

    public function verified(Verifying $one, HealthResult $health): void
    {
        if ($health->isHealthy) {
            $this->end($one->entry, EntryState::Ok, '', $one->changed, 'healthy', $one->worker);
        } else {
            $this->end($one->entry, EntryState::Failed, $this->redacted("deployed but not healthy: {$health->message}"), $one->changed, 'not healthy', $one->worker);
        }
    }

    public function notVerified(Verifying $one): void
    {
        $this->end($one->entry, EntryState::Ok, 'deployed, but not verified: its health check was interrupted', $one->changed, 'not verified', $one->worker);
    }

    /** It waits on when the run ends. */
    public function leave(JournalEntry $entry, string $why): void
    {
        $this->report->add($entry, $why === '' ? null : $this->redacted($why));
    }

    /** Takes in what another run has begun and this one has found ended. */
    public function take(JournalEntry $entry, ?int $worker): void
    {
        $this->rolling->note($entry, true);
        $this->report->add($entry);
        $this->observer->actionEnded($entry, $worker);
    }

    /** Whether the others need not be tried. */
    public function isHopeless(): bool
    {
        return $this->inARow >= self::HOPELESS;
    }

    /**
     * Lines of a log as they may be shown.
     *
     * @param list<string> $lines
     * @return list<string>
     */
    public function clean(array $lines): array
    {
        // A carriage return within becomes the end of a line.
        $texts = array_map(fn(string $line): string => PlainText::block($this->redacted(rtrim($line, "\r")), self::MAX_LINE, false), $lines);

        return $texts === [] ? [] : explode("\n", implode("\n", $texts));
    }

    // ---- verdicts ---------------------------------------------------------------------------------------------------

    /** What ssh says, and what to do about it. */
    private function withRemedy(JournalEntry $entry, Verdict $verdict): string
    {
        $server = $verdict->state === EntryState::Unreachable ? $this->context->inventories->server($entry->server) : null;
        $remedy = $server === null ? '' : Remedy::of($verdict->message, $server);

        return $remedy === '' ? $verdict->message : "{$verdict->message}: {$remedy}";
    }

    /**
     * The engine does not know of what this program itself has stopped. A playbook that came to its end has ended as it says.
     *
     * @return array{EntryState, string}
     */
    private function withReason(AtWork $one, Events $events, EntryState $state, string $message): array
    {
        $settings = $this->context->settings;
        if ($one->stopReason === null || $events->recap !== null && $state === EntryState::Ok) {
            return [$state, $message];
        }
        $reason = match ($one->stopReason) {
            StopReason::LogTooLarge => 'stopped because its log grew beyond ' . Size::format($settings->logMaxSize) . ' (log_max_size)',
            StopReason::Timeout => 'stopped because it took too long (action_timeout), begun by an earlier run',
            StopReason::Forced => 'interrupted, begun by an earlier run',
        };
        $isUntouched = $events->tasks === 0;

        return match (true) {
            $one->stopReason === StopReason::Forced => [$state, $state === EntryState::Queued ? $message : "{$reason}: {$message}"],
            $isUntouched && $one->stopReason === StopReason::LogTooLarge => [EntryState::Failed, $reason],
            $one->stopReason === StopReason::Timeout && $state !== EntryState::Unknown => [EntryState::Timeout, $reason],
            // It was us.
            default => [
                $state === EntryState::Unknown ? $state : EntryState::Failed,
                "{$reason}: " . str_replace('interrupted by somebody else', 'interrupted', $message),
            ],
        };
    }

    /**
     * What is done with an action of which nobody knows how it ended.
     *
     * @return array{EntryState, string}
     */
    private function asConfigured(EntryState $state, string $message): array
    {
        $rule = $this->context->settings->onUnknown;

        return match (true) {
            $state !== EntryState::Unknown, $rule === OnUnknown::Ask => [$state, $message],
            $rule === OnUnknown::Retry => [EntryState::Queued, "{$message} (on_unknown: retry)"],
            default => [EntryState::Failed, "{$message} (on_unknown: fail)"],
        };
    }

    /** No task was begun, so that it can begin again, and this attempt does not count; or it is to be done again. */
    private function beginsLater(AtWork $one, string $message, bool $countsAttempt): null
    {
        if (!$this->context->journal->requeue($one->entry->id, $countsAttempt, $message)) {
            $this->end($one->entry, EntryState::Cancelled, 'the same action waits already', null, null, $one->worker);
        }
        $this->states->restored($one->entry);

        return null;
    }

    private function countReasons(JournalEntry $entry, bool $hasFailedBeforeAnyTask, string $message): void
    {
        $reason = str_replace($entry->server, '', $message);
        $this->inARow = match (true) {
            !$hasFailedBeforeAnyTask => 0,
            $reason === $this->lastReason => $this->inARow + 1,
            default => 1,
        };
        $this->lastReason = $reason;
    }

    public static function wantsHealthCheck(JournalEntry $entry, Settings $settings): bool
    {
        return $entry->kind === ActionKind::Deploy && !$entry->dryRun && $settings->healthCheckEnabled
            && ($entry->options[self::SKIP_HEALTH_CHECK] ?? false) !== true;
    }

    private function verify(AtWork $one, int $changed, bool $isStopping): ?Verifying
    {
        $server = $this->context->inventories->server($one->entry->server);
        if ($isStopping || $server === null) {
            $why = $isStopping ? 'this run is being stopped' : 'the inventory has it no more';
            $this->end($one->entry, EntryState::Ok, "deployed, but not verified: {$why}", $changed, 'not verified', $one->worker);

            return null;
        }
        $this->context->journal->verifying($one->entry->id);
        $entry = $this->context->journal->find($one->entry->id);
        $this->states->verifying($entry);
        $this->observer->healthCheckStarted($entry, $one->worker);

        return new Verifying($entry, $one->worker, $changed, new HealthCheck($server, $this->context->settings));
    }

    // ---- where it is kept -------------------------------------------------------------------------------------------

    private function end(JournalEntry $entry, EntryState $state, string $message, ?int $changed, ?string $outcome, ?int $worker): void
    {
        $this->context->journal->ended($entry->id, $state, $message, $changed, $outcome);
        $ended = $this->context->journal->find($entry->id);
        $this->states->ended($ended);
        $this->take($ended, $worker);
        if ($ended->state === EntryState::Unknown) {
            $this->report->advise(Advice::resolve($ended));
        }
    }

    private function redacted(string $text): string
    {
        return $this->context->redactor->text($text);
    }
}
