<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Ansible\EventsFile;
use PhotoLibrary\Actions\Journal\BootId;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Journal\ProcessIdentity;
use PhotoLibrary\Actions\Support\ActionKind;
use PHPUnit\Framework\Attributes\DataProviderExternal;

/**
 * After kill -9 of what one likes: nothing is lost, nothing is begun twice, and of every action it is known whether it is
 * done. `bin/chaos --actions` does the same at random moments.
 */
final class CrashTest extends FaultTestCase
{
    /** The commands go on without us, and are found again. */
    #[DataProviderExternal(Moment::class, 'all')]
    public function testKilledAlone(Moment $moment): void
    {
        $program = $this->site->start(['provision', 'production']);
        $moment->wait($this->site);
        $program->signal(SIGKILL);
        $program->wait();
        $this->site->open();
        $run = $this->site->run(['run', 'production']);
        self::assertSame(0, $run->exitCode, $run->errors . $run->output);
        $this->assertAllDoneOnce();
    }

    /** Those that began a task and wrote no recap are for people to look at; all others are known, or run again. */
    #[DataProviderExternal(Moment::class, 'all')]
    public function testKilledWithAllItStarted(Moment $moment): void
    {
        $program = $this->site->start(['provision', 'production']);
        $moment->wait($this->site);
        $program->killAll();
        $this->assertNothingRuns();
        $half = $this->halfDone();
        $this->site->open();
        $run = $this->site->run(['run', 'production']);
        self::assertSame($half === [] ? 0 : 3, $run->exitCode, $run->errors . $run->output);
        self::assertSame($half, $this->serversIn(EntryState::Unknown));
        self::assertSame(array_values(array_diff(Farm::names(), $half)), $this->serversIn(EntryState::Ok));
        foreach ($this->site->records() as $server => $record) {
            self::assertCount(1, preg_grep('/^begin/', $record) ?: [], "{$server} was begun once: " . implode(', ', $record));
        }
        foreach ($half as $server) {
            self::assertStringContainsString("resolve {$this->shortId($server)}", $run->errors . $run->output);
        }
    }

    /** The journal says that it starts, and there is no process. */
    public function testKilledBeforeTheProcessExists(): void
    {
        $journal = Journal::open($this->site->environment());
        $entry = $journal->add(new NewEntry(ActionKind::Provision, 'web-01'));
        $events = $this->site->project->path('inventory/production/.queue/events/' . $entry->id . '.1.jsonl');
        $journal->starting($entry->id, 1, 'a run that died', $this->site->project->path('logs/production/a.log'), $events);
        unset($journal);
        $this->site->open();
        $run = $this->site->run(['run', 'production']);
        self::assertSame(0, $run->exitCode, $run->errors . $run->output);
        self::assertSame(["begin provision {$entry->id}", "end provision {$entry->id}"], $this->site->record('web-01'));
    }

    /** Ansible has written its recap, and we die before we have read it. */
    public function testKilledBeforeTheEndIsInTheJournal(): void
    {
        $program = $this->site->start(['provision', 'production', 'web-01']);
        $this->site->wait(static fn(Site $site): bool => $site->count('begin') === 1, 'its beginning');
        $program->signal(SIGSTOP);
        $this->site->open();
        $this->site->wait(static fn(Site $site): bool => EventsFile::read($site->eventsFiles()[0])->recap !== null, 'its recap');
        $program->signal(SIGKILL);
        $program->wait();
        self::assertCount(1, $this->site->entries(EntryState::Running));
        $run = $this->site->run(['run', 'production']);
        self::assertSame(0, $run->exitCode, $run->errors . $run->output);
        self::assertSame(['web-01' => 'ok'], $this->states());
        self::assertCount(2, $this->site->record('web-01'), 'it was not done again');
    }

    /** The pid of the journal is another process's now. */
    public function testAStrangerWithThePidIsLeftAlone(): void
    {
        $stranger = new Program(['sleep', '1000'], $this->site->project);
        $ticks = ProcessIdentity::of($stranger->pid())->startTicks ?? self::fail('it runs');
        $journal = Journal::open($this->site->environment());
        $entry = $journal->add(new NewEntry(ActionKind::Provision, 'web-01'));
        $events = $this->site->project->path('inventory/production/.queue/events/' . $entry->id . '.1.jsonl');
        $journal->starting($entry->id, 1, 'a run that died', $this->site->project->path('logs/production/a.log'), $events);
        $journal->started($entry->id, $stranger->pid(), $ticks - 1, BootId::current());
        unset($journal);
        $this->site->open();
        $run = $this->site->run(['run', 'production']);
        self::assertSame(0, $run->exitCode, $run->errors . $run->output);
        self::assertSame(['web-01' => 'ok'], $this->states(), 'it was not taken for the action');
        self::assertTrue($stranger->isRunning(), 'and not ended');
        $stranger->signal(SIGKILL);
    }

    /** @return list<string> servers on which a task was begun, and whose playbook did not come to its end */
    private function halfDone(): array
    {
        $half = [];
        foreach ($this->site->entries() as $entry) {
            $events = EventsFile::read((string) $entry->eventsFile);
            if ($events->tasks > 0 && $events->recap === null) {
                $half[] = $entry->server;
            }
        }
        sort($half);

        return $half;
    }

    private function shortId(string $server): string
    {
        foreach ($this->site->entries() as $entry) {
            if ($entry->server === $server) {
                return $entry->shortId();
            }
        }
        self::fail("{$server} has no action");
    }
}
