<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\ActionOutcome;
use PhotoLibrary\ActionOutput;
use PhotoLibrary\ActionResult;
use PhotoLibrary\Actions\Journal\BootId;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\ServerLock;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\ActionStarted;
use PhotoLibrary\ActionStarting;
use PhotoLibrary\Cli\Clock;

/**
 * The one loop: begins actions, takes their ends, and looks after all that waits for something else. It never blocks for
 * longer than LOOK seconds, and never while something has happened.
 */
final class Runner
{
    /** How often, in seconds, it looks for actions that other processes have queued, and at files. */
    private const LOOK = 0.1;

    private readonly Workers $workers;
    private readonly Preparation $preparation;
    private readonly Ending $ending;
    private readonly Feed $feed;
    private readonly RunView $view;

    /** @var array<string, AtWork> by id, of this run */
    private array $atWork = [];

    /** @var array<string, AtWork> by id, of earlier runs */
    private array $adopted = [];

    /** @var array<string, Verifying> by id */
    private array $verifying = [];

    /** @var array<string, array{JournalEntry, float}> by id: what waits for its next attempt, and until when */
    private array $delayed = [];

    private int $announced = 0;
    private bool $isStopAsked = false;
    private bool $isForceAsked = false;
    private bool $isStopping = false;
    private bool $isForced = false;

    public function __construct(
        private readonly RunContext $context,
        private readonly Observer $observer,
        private readonly Report $report,
        private int $maxWorkers,
    ) {
        $rolling = new Rolling();
        $this->workers = new Workers($maxWorkers);
        $this->preparation = new Preparation($context);
        $this->feed = new Feed($context, $rolling, new Gate($context->environment, $context->status));
        $this->ending = new Ending($context, $observer, $report, $rolling);
        $this->view = new RunView($report, $this->feed);
    }

    /**
     * @param list<JournalEntry> $adopted actions of earlier runs that are still at work
     * @param bool $staysOpen whether it goes on looking when nothing waits, until it is stopped
     */
    public function run(array $adopted, bool $staysOpen): void
    {
        $this->observer->runStarted($this->maxWorkers);
        $this->announceWorkers();
        try {
            $this->adopt($adopted);
            $this->step();
            while ($this->isBusy() || $staysOpen && !$this->isStopping) {
                $this->wait();
                $this->step();
            }
        } catch (\Throwable $error) {
            $this->finishWhatRuns($error);
            throw $error;
        }
        foreach ($this->feed->waiting() as $entry) {
            $this->ending->leave($entry, $this->feed->reason($entry->id));
        }
    }

    /** Also while it runs: with more, more begin at once; with fewer, the others finish. */
    public function setMaxWorkers(int $workers): void
    {
        $this->maxWorkers = $workers;
        $this->report->setWorkers($workers);
        $this->shareWorkers();
        $this->announceWorkers();
    }

    /** Also from a signal handler: the loop acts on it when it comes by. */
    public function stop(bool $force): void
    {
        $this->isStopAsked = true;
        $this->isForceAsked = $this->isForceAsked || $force;
    }

    public function activeWorkers(): int
    {
        return \count($this->atWork) + \count($this->adopted);
    }

    // ---- one round --------------------------------------------------------------------------------------------------

    private function step(): void
    {
        $this->actOnStop();
        while ($this->workers->take($this->handle(...))) {
            $this->actOnStop();
        }
        $this->followAdopted();
        $this->pollHealth();
        $this->followLogs();
        $this->begin();
        $this->observer->tick($this->view->of($this->atWork, $this->adopted, $this->verifying, $this->delayed, $this->places()));
    }

    private function isBusy(): bool
    {
        return $this->atWork !== [] || $this->adopted !== [] || $this->verifying !== [] || $this->delayed !== [];
    }

    /** Until something happens, or it is time to look around. */
    private function wait(): void
    {
        $streams = [$this->workers->stream(), ...array_map(static fn(Verifying $one): mixed => $one->check->stream(), array_values($this->verifying))];
        $read = array_values(array_filter($streams, \is_resource(...)));
        $none = [];
        if ($read === []) {
            usleep((int) (self::LOOK * 1e6));
        } else {
            // A signal interrupts it, which is no error.
            @stream_select($read, $none, $none, 0, (int) (self::LOOK * 1e6));
        }
    }

    // ---- beginning --------------------------------------------------------------------------------------------------

    private function begin(): void
    {
        do {
            $again = false;
            foreach ($this->isStopping ? [] : $this->feed->choices($this->busyServers(), $this->freeWorkers(), $this->isProvisioning()) as $choice) {
                // What ends without having begun may have been what others wait for.
                $again = !$this->follow($choice) || $again;
            }
        } while ($again);
    }

    /** @return bool whether it has begun */
    private function follow(Choice $choice): bool
    {
        if ($choice->end !== null) {
            $this->ending->refuse($choice->entry, $choice->end, $choice->why);

            return false;
        }
        $prepared = $this->preparation->prepare($choice->entry);
        if ($prepared instanceof Refusal) {
            $this->ending->refuse($choice->entry, EntryState::Failed, $prepared->why);

            return false;
        }
        // In the journal before there is a process; another process may have cancelled it just now.
        $journal = $this->context->journal;
        $id = $choice->entry->id;
        if (!$journal->starting($id, $choice->entry->attempts + 1, $this->context->run, $prepared->logFile, $prepared->eventsFile)) {
            $prepared->discard();

            return false;
        }
        $entry = $journal->find($id);
        $this->atWork[$entry->id] = new AtWork($entry);
        $this->workers->begin($prepared->action);

        return true;
    }

    /** @return array<string, true> */
    private function busyServers(): array
    {
        $this->endDelays();
        $entries = [
            ...array_map(static fn(AtWork $one): JournalEntry => $one->entry, [...$this->atWork, ...$this->adopted]),
            ...array_map(static fn(Verifying $one): JournalEntry => $one->entry, $this->verifying),
            ...array_map(static fn(array $one): JournalEntry => $one[0], $this->delayed),
        ];

        return array_fill_keys(array_map(static fn(JournalEntry $entry): string => $entry->server, $entries), true);
    }

    private function endDelays(): void
    {
        $now = Clock::seconds();
        $this->delayed = array_filter($this->delayed, static fn(array $one): bool => $one[1] > $now);
    }

    private function isProvisioning(): bool
    {
        foreach ([...$this->atWork, ...$this->adopted] as $one) {
            if ($one->entry->kind === ActionKind::Provision) {
                return true;
            }
        }

        return false;
    }

    // ---- workers ----------------------------------------------------------------------------------------------------

    /** How many actions may be at work: with 0 workers one at a time. */
    private function places(): int
    {
        return max(1, $this->maxWorkers);
    }

    private function freeWorkers(): int
    {
        return $this->places() - $this->activeWorkers();
    }

    /** What earlier runs left at work counts as ours. */
    private function shareWorkers(): void
    {
        $this->workers->set(max(1, $this->places() - \count($this->adopted)));
    }

    private function announceWorkers(): void
    {
        for (; $this->announced < $this->places(); ++$this->announced) {
            $this->observer->workerStarted($this->announced + 1);
        }
    }

    // ---- events of the engine ---------------------------------------------------------------------------------------

    private function handle(ActionStarting|ActionStarted|ActionOutput|ActionResult $event): void
    {
        $one = $this->atWork[$event->action->id] ?? null;
        if ($one === null) {
            return;
        }
        match (true) {
            $event instanceof ActionStarting => $this->onStarting($one, $event),
            $event instanceof ActionStarted => $this->onStarted($one, $event),
            $event instanceof ActionResult => $this->onResult($one, $event),
            default => null,
        };
    }

    private function onStarting(AtWork $one, ActionStarting $event): void
    {
        $one->worker = $event->worker;
        $this->ending->showStart($one->entry);
        $this->observer->actionStarted($one->entry, $event->worker, $event->active + \count($this->adopted), $this->places());
    }

    private function onStarted(AtWork $one, ActionStarted $event): void
    {
        $this->context->journal->started($one->entry->id, $event->pid, $event->startTicks, BootId::current());
        $one->entry = $this->context->journal->find($one->entry->id);
    }

    private function onResult(AtWork $one, ActionResult $result): void
    {
        unset($this->atWork[$one->entry->id]);
        if ($result->outcome === ActionOutcome::Cancelled) {
            $this->context->journal->requeue($one->entry->id, false);
            @unlink((string) $one->entry->logFile);

            return;
        }
        $this->conclude($one, $result);
    }

    // ---- ends -------------------------------------------------------------------------------------------------------

    private function conclude(AtWork $one, ?ActionResult $result): void
    {
        $this->observer->output($one->entry, $this->ending->clean($one->lastLines()));
        $next = $this->ending->of($one, $result, $this->isStopping);
        if ($next instanceof Verifying) {
            $this->verifying[$next->entry->id] = $next;
        } elseif ($next instanceof Repetition) {
            $this->delayed[$next->entry->id] = [$next->entry, Clock::seconds() + $next->seconds];
        }
        if ($this->ending->isHopeless()) {
            $this->holdTheRest();
        }
    }

    /** Three in a row did not even begin, for the same reason: the others would not either. */
    private function holdTheRest(): void
    {
        foreach ($this->feed->waiting() as $entry) {
            if (!isset($this->delayed[$entry->id])) {
                $this->ending->refuse($entry, EntryState::Held, 'three actions in a row did not begin, all for the same reason');
            }
        }
    }

    private function pollHealth(): void
    {
        foreach ($this->verifying as $id => $one) {
            $health = $one->check->poll();
            if ($health !== null) {
                unset($this->verifying[$id]);
                $this->ending->verified($one, $health);
            }
        }
    }

    // ---- actions of earlier runs ------------------------------------------------------------------------------------

    /** @param list<JournalEntry> $entries */
    private function adopt(array $entries): void
    {
        foreach ($entries as $entry) {
            $this->adopted[$entry->id] = new AtWork($entry);
            if ($this->isAtWork($this->adopted[$entry->id])) {
                $this->observer->actionAdopted($entry);
            }
        }
        $this->shareWorkers();
    }

    private function followAdopted(): void
    {
        foreach ($this->adopted as $id => $one) {
            if ($this->isAtWork($one)) {
                $this->limitTime($one);
                $one->goOnStopping();
                continue;
            }
            unset($this->adopted[$id]);
            $this->shareWorkers();
            $this->conclude($one, null);
        }
    }

    private function isAtWork(AtWork $one): bool
    {
        return $one->isAlive() || ServerLock::isHeld($this->context->environment, $one->entry->server);
    }

    /** Its timeout goes on although nobody of the engine watches it. */
    private function limitTime(AtWork $one): void
    {
        $timeout = $this->preparation->timeoutOf($one->entry);
        if ($one->entry->startedAt !== null && microtime(true) - $one->entry->startedAt > $timeout) {
            $one->stop(StopReason::Timeout, $this->context->settings->stopGrace);
        }
    }

    // ---- logs -------------------------------------------------------------------------------------------------------

    private function followLogs(): void
    {
        foreach ([...$this->atWork, ...$this->adopted] as $one) {
            $lines = $one->newLines();
            if ($lines !== []) {
                $this->observer->output($one->entry, $this->ending->clean($lines));
            }
            if ($one->isLogDue() && $one->logSize() > $this->context->settings->logMaxSize) {
                $one->stop(StopReason::LogTooLarge, $this->context->settings->stopGrace);
            }
            $one->goOnStopping();
        }
    }

    // ---- stopping ---------------------------------------------------------------------------------------------------

    private function actOnStop(): void
    {
        if ($this->isStopAsked && !$this->isStopping) {
            $this->isStopping = true;
            $this->workers->stop(false);
            $this->endWaits();
            $this->sayWhatFinishes();
        }
        if ($this->isForceAsked && !$this->isForced) {
            $this->isForced = true;
            $this->workers->stop(true);
            foreach ($this->adopted as $one) {
                $one->stop(StopReason::Forced, $this->context->settings->stopGrace);
            }
        }
    }

    /** What waits for a repetition stays queued; what waits for a health check ends, and says that it was not verified. */
    private function endWaits(): void
    {
        $this->delayed = [];
        foreach ($this->verifying as $one) {
            $this->ending->notVerified($one);
        }
        $this->verifying = [];
    }

    private function sayWhatFinishes(): void
    {
        $titles = array_map(static fn(AtWork $one): string => $one->entry->title(), array_values([...$this->atWork, ...$this->adopted]));
        $this->observer->note($titles === []
            ? 'Stopping: nothing more is started.'
            : 'Stopping: nothing more is started. These finish: ' . implode(', ', $titles) . '. A second signal interrupts them.');
    }

    /** The engine would kill what runs if the loop were left: so it waits, without the journal; recovery finds the ends. */
    private function finishWhatRuns(\Throwable $error): void
    {
        if ($this->atWork === []) {
            return;
        }
        $this->observer->warning("{$error->getMessage()} Nothing more is started; what runs finishes, and the next run finds its end.");
        $this->workers->stop(false);
        while ($this->workers->stream() !== null) {
            if ($this->isForceAsked && !$this->isForced) {
                $this->isForced = true;
                $this->workers->stop(true);
            }
            if (!$this->workers->take(static function (): void {})) {
                $this->wait();
            }
        }
    }
}
