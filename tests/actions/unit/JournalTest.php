<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\BootId;
use PhotoLibrary\Actions\Journal\DuplicateException;
use PhotoLibrary\Actions\Journal\EntryException;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Cli\UsageError;
use PHPUnit\Framework\Attributes\TestWith;

final class JournalTest extends ProjectTestCase
{
    private Journal $journal;

    protected function setUp(): void
    {
        parent::setUp();
        $this->journal = Journal::open($this->environment());
    }

    protected function tearDown(): void
    {
        unset($this->journal);
        parent::tearDown();
    }

    public function testAnActionIsStoredWithAllThatBelongsToIt(): void
    {
        $first = $this->journal->add(new NewEntry(ActionKind::Provision, 'web-01', who: 'maria@build'));
        $entry = $this->journal->add(new NewEntry(
            ActionKind::Deploy,
            'web-01',
            ['code', 'health'],
            ['slow'],
            true,
            7,
            [$first->shortId()],
            ['timeout' => 90.5, 'force' => true, 'extra-vars-file' => '/é/"x"', 'none' => null],
            'maria@build',
        ));
        $found = Journal::open($this->environment())->find($entry->id);
        self::assertEquals($entry, $found);
        self::assertMatchesRegularExpression('/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z/', $entry->id);
        self::assertSame(
            [ActionKind::Deploy, 'web-01', ['code', 'health'], ['slow'], true, 7, EntryState::Queued, 0, 'maria@build', [$first->id]],
            [$found->kind, $found->server, $found->tags, $found->skipTags, $found->dryRun, $found->priority, $found->state, $found->attempts, $found->who, $found->after],
        );
        self::assertSame(['timeout' => 90.5, 'force' => true, 'extra-vars-file' => '/é/"x"', 'none' => null], $found->options);
        self::assertEqualsWithDelta(microtime(true), $found->queuedAt, 600.0);
        self::assertSame('deploy web-01 (dry run, tags code, health, without tags slow)', $found->title());
        self::assertTrue($found->isRepeatable());
        self::assertFalse($first->isRepeatable());
    }

    public function testItsLife(): void
    {
        $id = $this->add('web-01')->id;
        self::assertTrue($this->journal->starting($id, 1, 'run-1', '/log', '/events'));
        $entry = $this->journal->find($id);
        self::assertSame([EntryState::Starting, 1, 'run-1', '/log', '/events', null], [$entry->state, $entry->attempts, $entry->run, $entry->logFile, $entry->eventsFile, $entry->pid]);
        self::assertSame(BootId::current(), $entry->bootId);
        self::assertTrue($this->journal->started($id, 4711, 99));
        $entry = $this->journal->find($id);
        self::assertSame([EntryState::Running, 4711, 99, BootId::current()], [$entry->state, $entry->pid, $entry->startTicks, $entry->bootId]);
        self::assertSame([$id], self::ids($this->journal->active()));
        self::assertTrue($this->journal->verifying($id));
        self::assertTrue($this->journal->ended($id, EntryState::Failed, "task \e[31mcopy\e[0m:\nno space" . str_repeat('x', 1000), 2, 'exit 2'));
        $entry = $this->journal->find($id);
        self::assertSame([EntryState::Failed, 2, 'exit 2'], [$entry->state, $entry->changed, $entry->outcome]);
        self::assertStringStartsWith('task copy: no space', $entry->message);
        self::assertSame(500, mb_strlen($entry->message));
        self::assertGreaterThanOrEqual($entry->startedAt, $entry->endedAt);
        self::assertSame([], $this->journal->active());
    }

    public function testTheFirstEndIsTheOneThatCounts(): void
    {
        $id = $this->add('web-01')->id;
        $this->journal->starting($id, 1, 'run', 'l', 'e');
        self::assertTrue($this->journal->ended($id, EntryState::Ok));
        self::assertFalse($this->journal->ended($id, EntryState::Failed, 'late'));
        self::assertSame(EntryState::Ok, $this->journal->find($id)->state);
    }

    public function testOnlyWhatWaitsIsStarted(): void
    {
        $id = $this->add('web-01')->id;
        Journal::open($this->environment())->cancel($id);
        self::assertFalse($this->journal->starting($id, 1, 'run', 'l', 'e'));
        self::assertFalse($this->journal->started($id, 1, 1));
        self::assertFalse($this->journal->verifying($id));
        self::assertSame(EntryState::Cancelled, $this->journal->find($id)->state);
    }

    public function testAnActionDoesNotEndByRunning(): void
    {
        $this->expectException(\LogicException::class);
        $this->journal->ended($this->add('web-01')->id, EntryState::Running);
    }

    /** The original's sort is not stable, and an action that is added while one runs loses that or another. */
    public function testLargerPrioritiesComeFirstAndEqualOnesInTheirOrder(): void
    {
        foreach (['A' => 0, 'B' => 0, 'C' => 5, 'D' => 0, 'E' => 5, 'F' => -1] as $server => $priority) {
            $this->add($server, $priority);
        }
        self::assertSame('CEABDF', self::servers($this->journal->waiting()));
        $first = $this->journal->waiting()[0];
        $this->journal->starting($first->id, 1, 'run', 'l', 'e');
        $this->add('G', 9);
        self::assertSame('GEABDF', self::servers($this->journal->waiting()));
        $this->journal->ended($first->id, EntryState::Ok);
        self::assertSame('GEABDF', self::servers($this->journal->waiting()));
        $this->journal->changePriority($this->journal->waiting()[5]->id, 10);
        self::assertSame('FGEABD', self::servers($this->journal->waiting()));
        self::assertSame(6, $this->journal->counts()['queued']);
        self::assertSame(1, $this->journal->counts()['ok']);
        self::assertSame(0, $this->journal->counts()['unknown']);
    }

    public function testTheSameActionIsRefusedWhileItWaits(): void
    {
        $entry = $this->journal->add(new NewEntry(ActionKind::Deploy, 'web-01', ['code', 'health']));
        $same = new NewEntry(ActionKind::Deploy, 'web-01', ['health', 'code', 'health'], priority: 3);
        $error = self::thrownBy(DuplicateException::class, fn() => $this->journal->add($same));
        self::assertStringContainsString("deploy web-01 (tags code, health) waits already, as {$entry->shortId()}", $error->getMessage());
        foreach ([
            new NewEntry(ActionKind::Deploy, 'web-01'),
            new NewEntry(ActionKind::Deploy, 'web-01', ['code']),
            new NewEntry(ActionKind::Deploy, 'web-01', ['code', 'health'], ['x']),
            new NewEntry(ActionKind::Deploy, 'web-01', ['code', 'health'], dryRun: true),
            new NewEntry(ActionKind::Provision, 'web-01', ['code', 'health']),
            new NewEntry(ActionKind::Deploy, 'web-02', ['code', 'health']),
        ] as $other) {
            $this->journal->add($other);
        }
        $this->journal->starting($entry->id, 1, 'run', 'l', 'e');
        self::assertSame(EntryState::Queued, $this->journal->add($same)->state);
        self::assertFalse($this->journal->requeue($entry->id, true), 'Two of the same would wait.');
    }

    public function testOfSeveralOnlyThoseAreAddedThatDoNotWaitAlready(): void
    {
        $waiting = $this->add('web-01');
        $added = $this->journal->addAll([new NewEntry(ActionKind::Deploy, 'web-01'), new NewEntry(ActionKind::Deploy, 'web-02'), new NewEntry(ActionKind::Deploy, 'web-02')]);
        self::assertSame('web-02', self::servers($added->entries));
        self::assertSame([$waiting->id, $added->entries[0]->id], self::ids($added->duplicates));
    }

    public function testWhatAnActionComesAfterMustExist(): void
    {
        $error = self::thrownBy(EntryException::class, fn() => $this->journal->addAll([
            new NewEntry(ActionKind::Deploy, 'web-01'),
            new NewEntry(ActionKind::Deploy, 'web-02', after: ['deadbeef']),
        ]));
        self::assertStringContainsString('There is no action "deadbeef" in production.', $error->getMessage());
        self::assertSame([], $this->journal->entries(), 'Nothing of a refused list is stored.');
    }

    /** @param list<string> $tags */
    #[TestWith(['web-01;reboot', []])]
    #[TestWith(['../web', []])]
    #[TestWith(['-i', []])]
    #[TestWith(['web-01', ['a b']])]
    #[TestWith(['web-01', ['-x']])]
    #[TestWith(['web-01', ['']])]
    public function testNamesAreCheckedBeforeTheyAreStored(string $server, array $tags): void
    {
        $this->expectException(UsageError::class);
        new NewEntry(ActionKind::Deploy, $server, $tags);
    }

    public function testAnActionIsFoundByTheBeginningOfItsId(): void
    {
        $entries = array_map(fn(int $number): JournalEntry => $this->add("web-{$number}"), range(1, 40));
        self::assertSame($entries[7]->id, $this->journal->find($entries[7]->shortId())->id);
        foreach (['', 'x', '%', '_______', "' OR 1", '00', str_repeat('a', 100)] as $id) {
            self::thrownBy(EntryException::class, fn() => $this->journal->find($id));
        }
    }

    public function testAnAmbiguousBeginningNamesSome(): void
    {
        $item = static fn(string $id, string $server): array => ['id' => $id, 'entry' => new NewEntry(ActionKind::Check, $server), 'queued_at' => 1.0, 'begun' => false];
        $this->journal->import([
            $item('abcdef00-0000-4000-8000-000000000001', 'web-01'),
            $item('abcdef00-0000-4000-8000-000000000002', 'web-02'),
        ], '');
        $error = self::thrownBy(EntryException::class, fn() => $this->journal->find('abcdef'));
        self::assertStringContainsString('Several actions begin with "abcdef"', $error->getMessage());
        self::assertSame('web-02', $this->journal->find('abcdef00-0000-4000-8000-000000000002')->server);
    }

    public function testWhatNeverBeganIsQueuedAgainWithoutAnAttempt(): void
    {
        $id = $this->add('web-01')->id;
        $this->journal->starting($id, 1, 'run', 'l', 'e');
        self::assertTrue($this->journal->requeue($id, false, 'never began'));
        $entry = $this->journal->find($id);
        self::assertSame([EntryState::Queued, 0, null, null, null], [$entry->state, $entry->attempts, $entry->pid, $entry->startedAt, $entry->bootId]);
        $this->journal->starting($id, 1, 'run', 'l', 'e');
        self::assertTrue($this->journal->requeue($id, true));
        self::assertSame(1, $this->journal->find($id)->attempts);
        self::assertFalse($this->journal->requeue($id, true), 'It waits.');
        $this->journal->cancel($id);
        self::assertFalse($this->journal->requeue($id, true), 'It has ended.');
    }

    public function testUnknownActionsWaitForAPerson(): void
    {
        $id = $this->unknown('web-01');
        self::assertSame([$id], self::ids($this->journal->unknownOn('web-01')));
        self::assertSame([], $this->journal->unknownOn('web-02'));
        self::assertFalse($this->journal->cancel($id));
        self::assertFalse($this->journal->requeue($id, true));
        self::assertSame(0, $this->journal->clear());
        $error = self::thrownBy(EntryException::class, fn() => $this->journal->retry([$id]));
        self::assertStringContainsString('is unknown, so it cannot be done again now. Look at the server', $error->getMessage());
        self::assertTrue($this->journal->resolve($id, EntryState::Ok, 'maria looked'));
        self::assertFalse($this->journal->resolve($id, EntryState::Failed, 'again'));
        self::assertSame([EntryState::Ok, 'maria looked'], [$this->journal->find($id)->state, $this->journal->find($id)->message]);
        $again = $this->unknown('web-02');
        self::assertTrue($this->journal->resolve($again, EntryState::Queued, ''));
        self::assertSame([EntryState::Queued, 1], [$this->journal->find($again)->state, $this->journal->find($again)->attempts]);
        self::assertFalse($this->journal->resolve($this->add('web-03')->id, EntryState::Ok, ''));
    }

    public function testARetryIsAnActionOfItsOwnSoThatTheHistoryHasBoth(): void
    {
        $first = $this->add('web-01');
        $second = $this->journal->add(new NewEntry(ActionKind::Deploy, 'web-02', ['code'], priority: 4, after: [$first->id], options: ['force' => true]));
        $this->end($first->id, EntryState::Failed);
        $this->journal->ended($second->id, EntryState::Skipped);
        self::assertSame([$first->id, $second->id], self::ids($this->journal->retryable()));
        [$again, $after] = $this->journal->retry([$second->id, $first->shortId()], 'maria@x')->entries;
        self::assertSame(['web-01', 'web-02'], [$again->server, $after->server]);
        self::assertSame([['code'], 4, [$again->id], ['force' => true], 'maria@x'], [$after->tags, $after->priority, $after->after, $after->options, $after->who]);
        self::assertSame(EntryState::Failed, $this->journal->find($first->id)->state);
        self::assertSame([], $this->journal->retryable());
        $repeated = $this->journal->retry([$first->id]);
        self::assertSame([[], [$again->id]], [$repeated->entries, self::ids($repeated->duplicates)]);
        $this->end($again->id, EntryState::Ok);
        self::assertSame([], $this->journal->retryable(), 'What was done well later is not done again.');
    }

    public function testHeldActionsMakeWayForTheSameOne(): void
    {
        $held = $this->add('web-01');
        $this->journal->ended($held->id, EntryState::Held, 'too much failed');
        self::assertSame([], $this->journal->waiting());
        self::assertSame([$held->id], self::ids($this->journal->retryable()));
        self::assertSame([$held->id], self::ids($this->journal->retry([$held->id])->entries));
        $this->journal->ended($held->id, EntryState::Held, 'too much failed');
        $new = $this->add('web-01');
        self::assertSame([EntryState::Cancelled, "queued again as {$new->shortId()}"], [$this->journal->find($held->id)->state, $this->journal->find($held->id)->message]);
    }

    public function testTheQueueIsClearedOfAllThatDoesNotRun(): void
    {
        $running = $this->add('web-01');
        $this->journal->starting($running->id, 1, 'run', 'l', 'e');
        $this->add('web-02');
        $this->journal->ended($this->add('web-03')->id, EntryState::Held);
        self::assertSame(2, $this->journal->clear());
        self::assertSame([$running->id], self::ids($this->journal->active()));
        self::assertSame([], $this->journal->waiting());
        self::assertFalse($this->journal->cancel($running->id));
    }

    public function testTheHistoryHasTheLatestFirst(): void
    {
        foreach (['web-01', 'web-02', 'web-03'] as $server) {
            $this->add($server);
        }
        self::assertSame('web-03web-02', self::servers($this->journal->history(limit: 2)));
        self::assertSame('web-02', self::servers($this->journal->history('web-02')));
    }

    public function testWhatIsOldIsRemovedWithItsFiles(): void
    {
        $log = $this->write('logs/production/web-01_deploy.log', 'log');
        $events = $this->write('inventory/production/.queue/events/1.jsonl', 'events');
        $foreign = $this->write('elsewhere.log', 'not ours');
        $files = ['web-01' => [$log, $events], 'web-02' => [$foreign, "{$this->root}/logs/production/../../elsewhere.log"], 'web-03' => ['l', 'e']];
        foreach ($files as $server => [$logFile, $eventsFile]) {
            $id = $this->add($server)->id;
            $this->journal->starting($id, 1, 'run', $logFile, $eventsFile);
            $this->journal->ended($id, EntryState::Ok);
        }
        $needed = $this->journal->find($id);
        $waiting = $this->journal->add(new NewEntry(ActionKind::Deploy, 'web-04', after: [$needed->id]));
        $unknown = $this->unknown('web-05');
        $this->journal->ended($this->add('web-06')->id, EntryState::Held);
        self::assertSame([], $this->journal->prune(microtime(true) - 3600.0));
        self::assertSame([$log, $events], $this->journal->prune(microtime(true) + 1.0));
        self::assertFileDoesNotExist($log);
        self::assertFileDoesNotExist($events);
        self::assertFileExists($foreign);
        self::assertSame([$needed->id, $waiting->id, $unknown], \array_slice(self::ids($this->journal->entries()), 0, 3));
        self::assertCount(4, $this->journal->entries());
    }

    public function testAnotherProcessesChangesAreNoticed(): void
    {
        self::assertTrue($this->journal->hasChanged());
        self::assertFalse($this->journal->hasChanged());
        $this->add('web-01');
        self::assertFalse($this->journal->hasChanged(), 'Its own changes are none.');
        $other = Journal::open($this->environment());
        $other->add(new NewEntry(ActionKind::Deploy, 'web-02'));
        self::assertTrue($this->journal->hasChanged());
        self::assertSame('web-01web-02', self::servers($this->journal->waiting()));
    }

    public function testJsonHasNoOptions(): void
    {
        $entry = $this->journal->add(new NewEntry(ActionKind::Deploy, 'web-01', options: ['extra-vars-file' => 'secret.yml']));
        $json = json_encode($entry, JSON_THROW_ON_ERROR);
        self::assertStringNotContainsString('secret.yml', $json);
        self::assertStringContainsString('"state":"queued"', $json);
    }

    /** Every state is exactly one of the three, so that none is forgotten by a loop over them. */
    public function testStates(): void
    {
        foreach (EntryState::cases() as $state) {
            self::assertSame(1, (int) $state->isWaiting() + (int) $state->isActive() + (int) $state->isEnd(), $state->value);
        }
        self::assertFalse(EntryState::Unknown->isSettled());
        self::assertFalse(EntryState::Held->isSettled());
        self::assertTrue(EntryState::Cancelled->isSettled());
    }

    private function add(string $server, int $priority = 0): JournalEntry
    {
        return $this->journal->add(new NewEntry(ActionKind::Deploy, $server, priority: $priority));
    }

    private function end(string $id, EntryState $state): void
    {
        $this->journal->starting($id, 1, 'run', 'l', 'e');
        $this->journal->ended($id, $state);
    }

    private function unknown(string $server): string
    {
        $id = $this->add($server)->id;
        $this->end($id, EntryState::Unknown);

        return $id;
    }

    /**
     * @param list<JournalEntry> $entries
     * @return list<string>
     */
    private static function ids(array $entries): array
    {
        return array_map(static fn(JournalEntry $entry): string => $entry->id, $entries);
    }

    /** @param list<JournalEntry> $entries */
    private static function servers(array $entries): string
    {
        return implode('', array_map(static fn(JournalEntry $entry): string => $entry->server, $entries));
    }
}
