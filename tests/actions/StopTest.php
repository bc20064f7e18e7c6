<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Journal\EntryState;
use PHPUnit\Framework\Attributes\TestWith;

/**
 * Interrupted, terminated, hung up, timed out.
 */
final class StopTest extends FaultTestCase
{
    #[TestWith([SIGINT])]
    #[TestWith([SIGTERM])]
    #[TestWith([SIGHUP])]
    public function testASignalLetsWhatRunsFinish(int $signal): void
    {
        $program = $this->site->start(['provision', 'production']);
        Moment::ThreeHaveBegun->wait($this->site);
        $program->signal($signal);
        Wait::until(static fn(): bool => str_contains($program->errors(), 'second'), what: 'that a second signal interrupts them');
        $this->site->open();
        $run = $program->end();
        self::assertSame(128 + $signal, $run->exitCode, $run->errors);
        self::assertSame([3, 3], [$this->site->count('begin'), $this->site->count('end')], 'those three, to their end');
        self::assertCount(3, $this->serversIn(EntryState::Ok));
        self::assertCount(6, $this->serversIn(EntryState::Queued));
        $this->assertNothingRuns();

        self::assertSame(0, $this->site->run(['run', 'production'])->exitCode);
        $this->assertAllDoneOnce();
    }

    #[TestWith([SIGINT])]
    #[TestWith([SIGTERM])]
    public function testASecondSignalInterruptsThem(int $signal): void
    {
        $program = $this->site->start(['provision', 'production']);
        Moment::ThreeHaveBegun->wait($this->site);
        $program->signal($signal);
        Wait::until(static fn(): bool => str_contains($program->errors(), 'second'), what: 'that a second signal interrupts them');
        $program->signal($signal);
        $run = $program->end();
        self::assertSame(128 + $signal, $run->exitCode, $run->errors);
        $this->assertNothingRuns();
        self::assertSame([3, 0], [$this->site->count('begin'), $this->site->count('end')]);
        self::assertCount(3, $this->serversIn(EntryState::Unknown));
        self::assertCount(6, $this->serversIn(EntryState::Queued));
        self::assertStringContainsString('may still be working', $run->output . $run->errors);

        $this->site->open();
        self::assertSame(3, $this->site->run(['run', 'production'])->exitCode, 'the others are done, those wait for resolve');
        self::assertSame(9, $this->site->count('begin'));
        self::assertSame(6, $this->site->count('end'));
    }

    /** With pipelining, a command on a server goes on when all is gone that has started it. */
    public function testWithPipeliningTheServerMayStillBeWorking(): void
    {
        $this->useServers(['web-01']);
        $config = (string) file_get_contents($this->site->project->path('ansible.cfg'));
        $this->site->project->write('ansible.cfg', "{$config}pipelining = True\n");
        $this->site->playbook('provision', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - name: work
                  shell: "echo begin >>{{ farm }}/web-01; until [ -e {{ farm }}/gates/all ]; do sleep 0.05; done; echo end >>{{ farm }}/web-01"
            YAML);
        $program = $this->site->start(['provision', 'production']);
        Moment::FirstHasBegun->wait($this->site);
        $program->signal(SIGINT);
        Wait::until(static fn(): bool => str_contains($program->errors(), 'second'), what: 'that a second signal interrupts it');
        $program->signal(SIGINT);
        $run = $program->end();
        self::assertSame(130, $run->exitCode, $run->errors);
        self::assertStringContainsString('may still be working', $run->output . $run->errors);
        $this->assertNothingRuns();

        // It is.
        $this->site->run(['provision', 'production', 'web-01', '--queue-only', '--tags=x']);
        $next = $this->site->run(['run', 'production']);
        self::assertSame(3, $next->exitCode, $next->errors . $next->output);
        self::assertSame(['begin'], $this->site->record('web-01'), 'nothing else begins on that server');
        $this->site->open();
        $this->site->wait(static fn(Site $site): bool => $site->record('web-01') === ['begin', 'end'], 'the end of what was left there');
    }

    /** A command that ignores what asks it to end, and has started others. */
    public function testWhatTakesTooLongIsGone(): void
    {
        $this->useServers(['web-01'], "action_timeout: 5s\nstop_grace: 500ms\n");
        $this->site->playbook('provision', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - name: stubborn
                  delegate_to: localhost
                  vars: {ansible_connection: local}
                  shell: trap '' INT TERM; (sleep 1000 & wait) & echo begin >>{{ farm }}/web-01; while :; do sleep 1000; done
            YAML);
        $run = $this->site->run(['provision', 'production']);
        self::assertSame(1, $run->exitCode, $run->errors);
        $this->assertNothingRuns();
        self::assertSame(['web-01' => 'timeout'], $this->states());
        $message = array_values($this->site->entries())[0]->message;
        self::assertStringContainsString('stopped after 5s (action_timeout)', $message);
    }

    public function testAServerThatHangsIsGivenUp(): void
    {
        $this->useServers(['web-01'], "action_timeout: 10s\nstop_grace: 1s\n");
        $program = $this->site->start(['provision', 'production']);
        // On a machine so busy that it does not even begin within the limit, it has hung long enough.
        $this->site->wait(static fn(Site $site): bool => $site->count('begin') === 1 || !$program->isRunning(), 'its beginning');
        $this->farm->freeze('web-01');
        self::assertSame(1, $program->end()->exitCode);
        self::assertSame(['web-01' => 'timeout'], $this->states());
        $this->assertNothingRuns();
    }

    public function testAServerThatCannotBeReachedIsTriedAgain(): void
    {
        $this->useServers(['web-01'], "auto_retry_enabled: true\nmax_retries: 100\nretry_delay: 1s\nretry_max_delay: 1s\n");
        $this->farm->stop('web-01');
        $program = $this->site->start(['provision', 'production']);
        $isTried = static fn(Site $site): bool => \count($site->eventsFiles()) >= 2 || !$program->isRunning();
        $this->site->wait($isTried, 'the second attempt');
        $this->farm->restore('web-01');
        $this->site->open();
        $run = $program->end();
        self::assertSame(0, $run->exitCode, $run->errors);
        self::assertCount(2, $this->site->record('web-01'), 'it was done once');
        self::assertGreaterThanOrEqual(2, array_values($this->site->entries())[0]->attempts);
    }
}
