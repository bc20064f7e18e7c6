<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Config\OnUnknown;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Finding;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Journal\ProcessIdentity;
use PhotoLibrary\Actions\Journal\Recovery;
use PhotoLibrary\Actions\Journal\RecoveryReport;
use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Actions\Support\ActionKind;
use PHPUnit\Framework\Attributes\TestWith;

/**
 * Each row of the table "Recovery" of docs/actions.md.
 */
final class RecoveryTest extends ProjectTestCase
{
    /** No process has this number. */
    private const NO_PID = 2 ** 30;

    private Journal $journal;
    private RunnerLock $lock;

    protected function setUp(): void
    {
        parent::setUp();
        $this->journal = Journal::open($this->environment());
        $this->lock = RunnerLock::require($this->environment(), 'recovery');
    }

    protected function tearDown(): void
    {
        unset($this->journal);
        $this->lock->release();
        parent::tearDown();
    }

    public function testWhatIsQueuedStaysQueued(): void
    {
        $this->journal->add(new NewEntry(ActionKind::Deploy, 'web-01'));
        $report = $this->recover([]);
        self::assertTrue($report->isEmpty());
        self::assertSame([], $report->lines());
        self::assertCount(1, $this->journal->waiting());
    }

    public function testALivingProcessIsAdoptedAndNotAsked(): void
    {
        $self = ProcessIdentity::of((int) getmypid());
        self::assertNotNull($self);
        $entry = $this->running('web-01', $self->pid, $self->startTicks);
        $events = new Findings([]);
        $recovery = new Recovery($this->journal, $events);
        $report = $recovery->recover($this->lock);
        self::assertSame([$entry->id], self::ids($report->adopted));
        self::assertSame([], $events->asked);
        self::assertSame(EntryState::Running, $this->journal->find($entry->id)->state);
        self::assertNull($recovery->settle($entry, $this->lock));
        self::assertStringContainsString('deploy web-01 is still at work, since ', $report->lines()[0]);
    }

    public function testAHeldLockIsAdoptedUntilItIsFree(): void
    {
        $entry = $this->running('web-01', self::NO_PID);
        $program = $this->program('holds_a_server_lock');
        self::assertSame('locked', $program->line());
        $recovery = new Recovery($this->journal, new Findings(['web-01' => new Finding(EntryState::Ok, '', 3)]));
        self::assertSame([$entry->id], self::ids($recovery->recover($this->lock)->adopted));
        self::assertNull($recovery->settle($entry, $this->lock));
        $program->kill();
        $settled = $recovery->settle($entry, $this->lock);
        self::assertSame([EntryState::Ok, 3, 'recovered'], [$settled?->state, $settled?->changed, $settled?->outcome]);
        self::assertSame(EntryState::Ok, $this->journal->find($entry->id)->state);
    }

    /** It has the number of a process that has ended; it is not adopted, and nothing is sent to it. */
    public function testAStrangerWithItsNumberIsNotAdopted(): void
    {
        $self = ProcessIdentity::of((int) getmypid());
        self::assertNotNull($self);
        $entry = $this->running('web-01', $self->pid, $self->startTicks - 1);
        $report = $this->recover(['web-01' => new Finding(EntryState::Failed, 'copy: no space')]);
        self::assertSame([[], [$entry->id]], [$report->adopted, self::ids($report->recovered)]);
    }

    #[TestWith([EntryState::Ok])]
    #[TestWith([EntryState::Failed])]
    #[TestWith([EntryState::Unreachable])]
    public function testAKnownEndIsRecovered(EntryState $state): void
    {
        $entry = $this->running('web-01', self::NO_PID);
        $report = $this->recover(['web-01' => new Finding($state, 'as its events say', 2)]);
        self::assertSame([$entry->id], self::ids($report->recovered));
        $found = $this->journal->find($entry->id);
        self::assertSame([$state, 'as its events say', 2, 'recovered'], [$found->state, $found->message, $found->changed, $found->outcome]);
        self::assertNotNull($found->endedAt);
        self::assertSame(["deploy web-01 ended unwatched: {$state->value}: as its events say."], $report->lines());
    }

    public function testAnEndIsKnownAlsoAfterAnotherBoot(): void
    {
        $entry = $this->running('web-01', self::NO_PID, bootId: 'another boot');
        self::assertSame([$entry->id], self::ids($this->recover(['web-01' => new Finding(EntryState::Ok)])->recovered));
    }

    public function testWhatBeganNothingIsQueuedAgainAndTheAttemptDoesNotCount(): void
    {
        $entry = $this->starting('web-01');
        $report = $this->recover(['web-01' => new Finding(EntryState::Queued)]);
        self::assertSame([$entry->id], self::ids($report->requeued));
        $found = $this->journal->find($entry->id);
        self::assertSame([EntryState::Queued, 0], [$found->state, $found->attempts]);
        self::assertSame(['deploy web-01 is queued again.'], $report->lines());
    }

    public function testWhatBeganSomethingIsUnknown(): void
    {
        $entry = $this->running('web-02', self::NO_PID);
        $message = "deploy web-02 stopped being watched during 'restart php-fpm' (14:03:22)";
        $report = $this->recover(['web-02' => new Finding(EntryState::Unknown, $message)]);
        self::assertSame([$entry->id], self::ids($report->unknown));
        self::assertSame([$entry->id], self::ids($this->journal->unknownOn('web-02')));
        self::assertSame(["{$message}. Look at the server, then: photolibrary actions resolve {$entry->shortId()} --as=done (or failed, or retry)"], $report->lines());
    }

    /** Events may be lost with the machine, so without any it may have begun, too. */
    public function testAfterAnotherBootWhatHasNoEventsIsUnknown(): void
    {
        $entry = $this->running('web-01', self::NO_PID, bootId: 'another boot');
        $report = $this->recover(['web-01' => new Finding(EntryState::Queued)]);
        self::assertSame([$entry->id], self::ids($report->unknown));
        self::assertSame('deploy web-01 stopped being watched when the machine went down', $report->unknown[0]->message);
    }

    public function testWhatWasBeingVerifiedIsDoneAndNotBegunAgain(): void
    {
        $entry = $this->running('web-01', self::NO_PID);
        $this->journal->verifying($entry->id);
        $other = $this->running('web-02', self::NO_PID);
        $this->journal->verifying($other->id);
        $report = $this->recover(['web-01' => new Finding(EntryState::Ok, '', 1), 'web-02' => new Finding(EntryState::Queued)]);
        self::assertSame([EntryState::Ok, 'its health was not verified'], [$report->recovered[0]->state, $report->recovered[0]->message]);
        self::assertSame([$other->id], self::ids($report->unknown));
    }

    #[TestWith([ActionKind::Check, false, EntryState::Unknown])]
    #[TestWith([ActionKind::Check, false, EntryState::Queued])]
    #[TestWith([ActionKind::Deploy, true, EntryState::Unknown])]
    public function testChecksAndDryRunsAreSimplyRepeated(ActionKind $kind, bool $dryRun, EntryState $found): void
    {
        $entry = $this->running('web-01', self::NO_PID, 1, 'another boot', $kind, $dryRun);
        self::assertSame([$entry->id], self::ids($this->recover(['web-01' => new Finding($found)])->requeued));
        self::assertSame($found === EntryState::Unknown ? 1 : 0, $this->journal->find($entry->id)->attempts);
    }

    #[TestWith([OnUnknown::Retry, EntryState::Queued, 'half (on_unknown: retry)'])]
    #[TestWith([OnUnknown::Fail, EntryState::Failed, 'half (on_unknown: fail)'])]
    #[TestWith([OnUnknown::Ask, EntryState::Unknown, 'half'])]
    public function testTheSettingDecidesAboutTheUnknown(OnUnknown $setting, EntryState $state, string $message): void
    {
        $entry = $this->running('web-01', self::NO_PID);
        $this->recover(['web-01' => new Finding(EntryState::Unknown, 'half')], $setting);
        $found = $this->journal->find($entry->id);
        self::assertSame([$state, $message, 1], [$found->state, $found->message, $found->attempts]);
    }

    public function testWhatWasQueuedAgainMeanwhileIsNotDoneTwice(): void
    {
        $entry = $this->starting('web-01');
        $again = $this->journal->add(new NewEntry(ActionKind::Deploy, 'web-01'));
        $this->recover(['web-01' => new Finding(EntryState::Queued)]);
        self::assertSame([$again->id], self::ids($this->journal->waiting()));
        self::assertSame(EntryState::Cancelled, $this->journal->find($entry->id)->state);
    }

    public function testLookingSaysTheSameAndWritesNothing(): void
    {
        $this->starting('web-01');
        $this->running('web-02', self::NO_PID);
        $this->running('web-03', self::NO_PID);
        $findings = new Findings([
            'web-01' => new Finding(EntryState::Queued),
            'web-02' => new Finding(EntryState::Unknown, 'half'),
            'web-03' => new Finding(EntryState::Ok),
        ]);
        $before = $this->journal->entries();
        $looked = (new Recovery($this->journal, $findings))->inspect();
        self::assertEquals($before, $this->journal->entries());
        $recovered = (new Recovery($this->journal, $findings))->recover($this->lock);
        self::assertSame($recovered->lines(), $looked->lines());
        self::assertCount(3, $looked->lines());
        self::assertTrue((new Recovery($this->journal, $findings))->recover($this->lock)->isEmpty(), 'A second one finds nothing.');
    }

    public function testOnlyTheRunnerRecovers(): void
    {
        $this->lock->release();
        $this->expectException(\LogicException::class);
        $this->recover([]);
    }

    public function testOnlyTheRunnerOfThisEnvironmentRecovers(): void
    {
        mkdir("{$this->root}/inventory/staging");
        $this->expectException(\LogicException::class);
        (new Recovery($this->journal, new Findings([])))->recover(RunnerLock::require($this->environment('staging'), 'x'));
    }

    /** Killed after `starting` and before there was a process; then by all the way to the end. */
    #[TestWith([3, EntryState::Queued, EntryState::Queued])]
    #[TestWith([4, EntryState::Unknown, EntryState::Unknown])]
    #[TestWith([4, EntryState::Ok, EntryState::Ok])]
    #[TestWith([6, EntryState::Failed, EntryState::Ok])]
    public function testAfterSigkill(int $steps, EntryState $found, EntryState $state): void
    {
        $program = $this->program('life_of_an_action');
        for ($step = 1; $step <= $steps; ++$step) {
            self::assertNotNull($program->line());
            $step < $steps && $program->goOn();
        }
        $program->kill();
        $this->recover(['web-01' => new Finding($found)]);
        self::assertSame([$state], array_map(static fn(JournalEntry $entry): EntryState => $entry->state, $this->journal->entries()));
    }

    /** @param array<string, Finding> $findings */
    private function recover(array $findings, OnUnknown $onUnknown = OnUnknown::Ask): RecoveryReport
    {
        return (new Recovery($this->journal, new Findings($findings), $onUnknown))->recover($this->lock);
    }

    private function starting(string $server, ActionKind $kind = ActionKind::Deploy, bool $dryRun = false): JournalEntry
    {
        $id = $this->journal->add(new NewEntry($kind, $server, dryRun: $dryRun))->id;
        self::assertTrue($this->journal->starting($id, 1, 'run', 'log', 'events'));

        return $this->journal->find($id);
    }

    private function running(
        string $server,
        int $pid,
        int $startTicks = 1,
        ?string $bootId = null,
        ActionKind $kind = ActionKind::Deploy,
        bool $dryRun = false,
    ): JournalEntry {
        $id = $this->starting($server, $kind, $dryRun)->id;
        self::assertTrue($this->journal->started($id, $pid, $startTicks, $bootId));

        return $this->journal->find($id);
    }

    /**
     * @param list<JournalEntry> $entries
     * @return list<string>
     */
    private static function ids(array $entries): array
    {
        return array_map(static fn(JournalEntry $entry): string => $entry->id, $entries);
    }
}
