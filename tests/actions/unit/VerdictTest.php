<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Action;
use PhotoLibrary\ActionResult;
use PhotoLibrary\Actions\Ansible\Events;
use PhotoLibrary\Actions\Ansible\HostCounts;
use PhotoLibrary\Actions\Ansible\TaskEvent;
use PhotoLibrary\Actions\Ansible\Verdict;
use PhotoLibrary\Actions\Journal\BootId;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * The events decide, not the exit code.
 */
final class VerdictTest extends TestCase
{
    private const REFUSED = 'Failed to connect to the host via ssh: ssh: connect to host 10.0.0.1 port 22: Connection refused';

    /** @return array<string, array{Events, ?array<string, mixed>, EntryState, string}> events, what the process did, verdict */
    public static function verdicts(): array
    {
        $ok = new HostCounts(ok: 2, changed: 1);
        $failed = new TaskEvent('web-01', 'restart', 'no such unit', 5.0);
        $lost = new TaskEvent('web-01', 'restart', self::REFUSED, 5.0);
        $half = self::events(tasks: 2);
        $facts = self::events(tasks: 1, facts: 1);
        $during = "'restart' (" . date('H:i:s', 7) . ')';

        return [
            'done' => [self::events(['web-01' => $ok]), ['exitCode' => 0], EntryState::Ok, ''],
            'done, whatever the exit code' => [self::events(['web-01' => $ok]), self::failed(4), EntryState::Ok, ''],
            'done while we stopped it' => [self::events(['web-01' => $ok]), self::stopped('interrupted'), EntryState::Ok, ''],
            'every task was skipped' => [self::events(['web-01' => new HostCounts(skipped: 2)]), [], EntryState::Ok, ''],
            'rescued' => [
                self::events(['web-01' => new HostCounts(ok: 1, rescued: 1)], failures: [$failed]), self::failed(2), EntryState::Ok, '',
            ],
            'a task failed' => [
                self::events(['web-01' => new HostCounts(ok: 1, failures: 1)], failures: [$failed]),
                self::failed(2), EntryState::Failed, 'restart: no such unit',
            ],
            'a task failed that may say nothing' => [
                self::events(['web-01' => new HostCounts(failures: 1)], failures: [new TaskEvent('web-01', 'login', '', 5.0)]),
                self::failed(2), EntryState::Failed, 'login: failed, see its log',
            ],
            'a server that the playbook added failed' => [
                self::events(['web-01' => $ok, 'db' => new HostCounts(failures: 1)], failures: [new TaskEvent('db', 'a', 'b', 5.0)]),
                self::failed(2), EntryState::Failed, 'on db: a: b',
            ],
            'another server is in the file, and is well' => [
                self::events(['web-01' => $ok, 'web-02' => $ok]), [], EntryState::Ok, '',
            ],
            'only another server is in the file' => [
                self::events(['web-02' => $ok]), [], EntryState::Failed, 'nothing ran: no play of deploy.yml has a task for web-01',
            ],
            'not reached' => [
                self::events(['web-01' => new HostCounts(unreachable: 1)], tasks: 1, unreachable: [$lost]),
                self::failed(4), EntryState::Unreachable, self::REFUSED,
            ],
            'lost while it gathered facts' => [
                self::events(
                    ['web-01' => new HostCounts(unreachable: 1)],
                    1,
                    1,
                    unreachable: [new TaskEvent('web-01', 'Gathering Facts', 'Shared connection closed.', 5.0)],
                ),
                self::failed(4), EntryState::Unreachable, 'Shared connection closed.',
            ],
            'lost after it gathered facts, with no session' => [
                self::events(['web-01' => new HostCounts(ok: 1, unreachable: 1)], 2, 1, unreachable: [$lost]),
                self::failed(4), EntryState::Unreachable, self::REFUSED,
            ],
            'lost in its first task' => [
                self::events(
                    ['web-01' => new HostCounts(unreachable: 1)],
                    tasks: 1,
                    unreachable: [new TaskEvent('web-01', 'restart', 'Shared connection to 10.0.0.1 closed.', 5.0)],
                ),
                self::failed(4), EntryState::Failed, 'it was lost in restart, which may be done or not: Shared connection to 10.0.0.1 closed.',
            ],
            'lost after a task' => [
                self::events(['web-01' => new HostCounts(ok: 1, unreachable: 1)], unreachable: [$lost]),
                self::failed(4), EntryState::Failed, 'it was lost in restart, which may be done or not: ' . self::REFUSED,
            ],
            'we stopped it, and the recap calls the server unreachable' => [
                self::events(['web-01' => new HostCounts(unreachable: 1)], tasks: 1, unreachable: [$lost]),
                self::stopped('timeout'), EntryState::Timeout, "stopped after 30s (action_timeout) during {$during}",
            ],
            'no task, no play' => [
                self::events([], 0, noHosts: true), [], EntryState::Failed, 'nothing ran: no play of deploy.yml covers web-01',
            ],

            'half, unseen' => [$half, null, EntryState::Unknown, "deploy web-01 stopped being watched during {$during}"],
            'only facts were gathered, unseen' => [$facts, null, EntryState::Queued, 'its first task was not begun'],
            'half, interrupted by us' => [
                $half, self::stopped('interrupted'), EntryState::Unknown,
                "interrupted during {$during}; the server may still be working on it",
            ],
            'half, too long' => [
                $half, self::stopped('timeout'), EntryState::Timeout, "stopped after 30s (action_timeout) during {$during}",
            ],
            'half, killed by somebody' => [
                $half, ['outcome' => 'failed', 'exitCode' => null, 'signal' => 9, 'message' => 'killed'], EntryState::Unknown,
                "killed by signal 9 during {$during}; the server may still be working on it",
            ],
            'half, interrupted by somebody' => [
                $half, self::failed(99), EntryState::Unknown,
                "interrupted by somebody else during {$during}; the server may still be working on it",
            ],
            'half, Ansible broke off' => [
                $half, self::failed(250), EntryState::Failed, "Ansible gave up during {$during}: exit code 250",
            ],
            'half, but well' => [
                $half, ['exitCode' => 0], EntryState::Unknown,
                "Ansible ended well, but its events end during {$during}: is the disk full?",
            ],

            'nothing, unseen' => [new Events(), null, EntryState::Queued, 'its first task was not begun'],
            'begun, but no task, unseen' => [self::events(null, 0), null, EntryState::Queued, 'its first task was not begun'],
            'nothing, interrupted' => [
                new Events(), self::stopped('interrupted'), EntryState::Queued, 'interrupted before its first task',
            ],
            'nothing, too long' => [
                new Events(), self::stopped('timeout'), EntryState::Timeout,
                'stopped after 30s (action_timeout) before its first task',
            ],
            'nothing, failed' => [new Events(), self::failed(1), EntryState::Failed, 'exit code 1'],
            'nothing, but well' => [
                new Events(), ['exitCode' => 0], EntryState::Unknown,
                'Ansible ended well, but its events do not say so: see photolibrary actions doctor',
            ],
            'not started' => [
                new Events(), ['outcome' => 'not_started', 'exitCode' => null, 'message' => 'no ansible-playbook'],
                EntryState::Failed, 'no ansible-playbook',
            ],
            'cancelled' => [
                new Events(), ['outcome' => 'cancelled', 'exitCode' => null, 'attempt' => 0], EntryState::Queued, 'not begun',
            ],
            'skipped' => [
                new Events(), ['outcome' => 'skipped', 'exitCode' => null, 'attempt' => 0, 'message' => 'after a'],
                EntryState::Skipped, 'after a',
            ],
        ];
    }

    /** @param ?array<string, mixed> $process */
    #[DataProvider('verdicts')]
    public function testTheEventsDecide(Events $events, ?array $process, EntryState $state, string $message): void
    {
        $verdict = Verdict::of($events, self::entry(), self::ended($process));
        self::assertSame([$state, $message], [$verdict->state, $verdict->message]);
        self::assertSame($state !== EntryState::Unknown, $verdict->certain);
        self::assertSame($events->begun, $verdict->begun);
    }

    /** The command on the server goes on when Ansible is gone. */
    public function testWithPipeliningNobodyKnowsWhatATimeoutLeft(): void
    {
        $verdict = Verdict::of(self::events(tasks: 2), self::entry(), self::ended(self::stopped('timeout')), true);
        self::assertSame(EntryState::Unknown, $verdict->state);
        self::assertStringContainsString('stopped after 30s', $verdict->message);
        self::assertStringContainsString('may still be working', $verdict->message);
    }

    public function testWhatChangesNothingIsSimplyRepeated(): void
    {
        foreach ([self::entry(ActionKind::Check), self::entry(dryRun: true)] as $entry) {
            self::assertSame(EntryState::Queued, Verdict::of(self::events(tasks: 2), $entry, null)->state);
            $interrupted = Verdict::of(self::events(tasks: 2), $entry, self::ended(self::stopped('interrupted')), true);
            self::assertSame(EntryState::Interrupted, $interrupted->state);
            $timeout = Verdict::of(self::events(tasks: 2), $entry, self::ended(self::stopped('timeout')), true);
            self::assertSame(EntryState::Timeout, $timeout->state);
        }
    }

    public function testATagNeedsATaskThatDoesMoreThanGatherFacts(): void
    {
        $events = self::events(['web-01' => new HostCounts(ok: 1)], 1, 1);
        self::assertSame(EntryState::Ok, Verdict::of($events, self::entry(), null)->state);
        $verdict = Verdict::of($events, self::entry(tags: ['code', 'css']), null);
        self::assertSame(EntryState::Failed, $verdict->state);
        self::assertSame('nothing ran: no task of deploy.yml has the tag code or css', $verdict->message);
    }

    /** What was written may be lost with the machine. */
    public function testThatNothingWasBegunIsCertainOnlyInTheSameBoot(): void
    {
        $same = Verdict::of(new Events(), self::entry(boot: BootId::current()), null);
        self::assertSame(EntryState::Queued, $same->state);
        $other = Verdict::of(new Events(), self::entry(boot: 'another'), null);
        self::assertSame(EntryState::Unknown, $other->state);
        self::assertStringContainsString('the machine went down', $other->message);
        $check = Verdict::of(new Events(), self::entry(ActionKind::Check, boot: 'another'), null);
        self::assertSame(EntryState::Queued, $check->state);
    }

    /** @return array<string, array{string, string}> */
    public static function logs(): array
    {
        return [
            '2.14, broken YAML' => [
                "ERROR! We were unable to read either as JSON nor YAML, these are the errors we got from each:\n"
                . "JSON: Expecting value: line 1 column 1 (char 0)\n\nSyntax Error while loading YAML.\n"
                . "  did not find expected ',' or '}'\n\nThe error appears to be in '/p/deploy.yml': line 4, column 36, but may\n"
                . "be elsewhere in the file depending on the exact syntax problem.\n",
                'We were unable to read either as JSON nor YAML, these are the errors we got from each,'
                . " did not find expected ',' or '}', in /p/deploy.yml, line 4, column 36",
            ],
            '2.19' => ["[WARNING]: x\n[ERROR]: YAML parsing failed.\nOrigin: /p/deploy.yml:4:36\n\n1 a\n", 'YAML parsing failed, in /p/deploy.yml, line 4, column 36'],
            'option' => ["usage: ansible-playbook [-h]\n\nansible-playbook: error: unrecognized arguments: --x\n", 'unrecognized arguments: --x'],
            'anything' => ["Traceback (most recent call last):\n\e[31mModuleNotFoundError: No module named 'x'\e[0m\n\n", "ModuleNotFoundError: No module named 'x'"],
        ];
    }

    #[DataProvider('logs')]
    public function testTheReasonIsInTheLog(string $log, string $reason): void
    {
        $file = (string) tempnam(sys_get_temp_dir(), 'log');
        file_put_contents($file, str_repeat("older\n", 20_000) . $log);
        try {
            $verdict = Verdict::of(new Events(), self::entry(log: $file), self::ended(self::failed(4)));
        } finally {
            unlink($file);
        }
        self::assertSame($reason, $verdict->message);
    }

    /**
     * @param ?array<string, HostCounts> $recap
     * @param list<TaskEvent> $failures
     * @param list<TaskEvent> $unreachable
     */
    private static function events(
        ?array $recap = null,
        int $tasks = 2,
        int $facts = 0,
        array $failures = [],
        array $unreachable = [],
        bool $noHosts = false,
    ): Events {
        return new Events(
            begun: true,
            tasks: $tasks,
            facts: $facts,
            lastTask: $tasks > 0 ? 'restart' : null,
            lastTaskAt: $tasks > 0 ? 7.0 : null,
            noHosts: $noHosts,
            failures: $failures,
            unreachable: $unreachable,
            recap: $recap,
        );
    }

    /** @param list<string> $tags */
    private static function entry(
        ActionKind $kind = ActionKind::Deploy,
        bool $dryRun = false,
        array $tags = [],
        ?string $boot = null,
        ?string $log = null,
    ): JournalEntry {
        return new JournalEntry(
            id: 'id',
            sequence: 1,
            kind: $kind,
            server: 'web-01',
            tags: $tags,
            skipTags: [],
            dryRun: $dryRun,
            priority: 0,
            state: EntryState::Running,
            attempts: 1,
            run: 'run',
            who: 'me',
            queuedAt: 1.0,
            startedAt: 2.0,
            endedAt: null,
            pid: 7,
            startTicks: 8,
            bootId: $boot,
            logFile: $log,
            eventsFile: null,
            outcome: null,
            message: '',
            after: [],
            options: [],
            changed: null,
        );
    }

    /** @return array<string, mixed> */
    private static function failed(int $exitCode): array
    {
        return ['outcome' => 'failed', 'exitCode' => $exitCode, 'message' => "exit code {$exitCode}"];
    }

    /** @return array<string, mixed> */
    private static function stopped(string $outcome): array
    {
        return ['outcome' => $outcome, 'exitCode' => null, 'signal' => 2, 'message' => 'stopped'];
    }

    /** @param ?array<string, mixed> $values */
    private static function ended(?array $values): ?ActionResult
    {
        $none = ['head' => '', 'tail' => '', 'dropped' => 0];

        return $values === null ? null : ActionResult::fromArray($values + [
            'action' => (new Action('id', 'web-01', ['ansible-playbook'], timeout: 30.0))->toArray(),
            'outcome' => 'ok',
            'exitCode' => 0,
            'signal' => null,
            'attempt' => 1,
            'worker' => 1,
            'seconds' => 1.0,
            'cpuSeconds' => 1.0,
            'output' => $none,
            'errors' => $none,
            'untold' => 0,
            'message' => '',
        ]);
    }
}
