<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Ansible\AnsibleConfig;
use PhotoLibrary\Actions\Ansible\EventsFile;
use PhotoLibrary\Actions\Ansible\PlaybookCommand;
use PhotoLibrary\Actions\Ansible\Verdict;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PHPUnit\Framework\TestCase;

/**
 * What real servers and a real ssh make Ansible say, and the verdict of it: only where certainly nothing was done, an action
 * may be repeated by itself.
 */
final class ServersInTroubleTest extends TestCase
{
    private Farm $farm;
    private Site $site;
    private string $events;

    protected function setUp(): void
    {
        $this->farm = Farm::shared();
        $this->site = new Site($this->farm, ['web-01']);
        $this->events = $this->site->project->path('events.jsonl');
    }

    public function testAServerThatDoesItsWork(): void
    {
        $this->site->open();
        $entry = $this->entry(['deploy']);
        $verdict = $this->deploy($entry);
        self::assertSame([EntryState::Ok, '', 2], [$verdict->state, $verdict->message, $verdict->changed]);
        self::assertSame(["begin deploy {$entry->id}", "end deploy {$entry->id}"], $this->site->record('web-01'));
    }

    public function testATagThatNoTaskHas(): void
    {
        $this->site->playbook('deploy', "- hosts: all\n  tasks: [{raw: 'true'}]\n");
        $verdict = $this->deploy($this->entry(['nosuch']));
        self::assertSame(EntryState::Failed, $verdict->state);
        self::assertSame('nothing ran: no task of deploy.yml has the tag nosuch', $verdict->message);
    }

    public function testAPlayForOtherServers(): void
    {
        $this->site->playbook('deploy', "- hosts: localhost\n  tasks: [{raw: 'true'}]\n");
        $verdict = $this->deploy();
        self::assertSame('nothing ran: no play of deploy.yml covers web-01', $verdict->message);
    }

    public function testAServerThatIsDown(): void
    {
        $this->farm->stop('web-01');
        $this->assertUnreachable('Connection refused');
    }

    public function testAServerThatTakesNotTheKey(): void
    {
        $this->farm->refuseKey('web-01');
        $this->assertUnreachable('Permission denied (publickey)');
    }

    public function testAServerThatDoesNotSpeak(): void
    {
        $this->site->project->write('ansible.cfg', "[defaults]\ntimeout = 2\n");
        $this->farm->freeze('web-01');
        $this->assertUnreachable('timed out');
    }

    public function testAServerThatIsNotKnown(): void
    {
        $hosts = (string) file_get_contents($this->site->project->path('inventory/production/hosts.yml'));
        $none = $this->site->project->write('known_hosts', '');
        $this->site->project->write('inventory/production/hosts.yml', str_replace($this->farm->knownHosts(), $none, $hosts));
        $this->assertUnreachable('Host key verification failed');

        $other = '[' . Farm::address('web-01') . "]:{$this->farm->port} " . $this->farm->otherHostKey();
        $this->site->project->write('known_hosts', "{$other}\n");
        $this->assertUnreachable('IDENTIFICATION HAS CHANGED');
    }

    public function testAServerThatDiesBetweenTwoTasks(): void
    {
        // The second task says goodbye by itself: its connection is the last of this server.
        $this->site->playbook('deploy', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - {name: first, raw: "true"}
                - {name: stop, local_action: {module: wait_for, path: "{{ farm }}/gates/all"}}
                - {name: second, raw: "true"}
            YAML);
        $verdict = $this->deploy(during: function (): void {
            Wait::until(fn(): bool => EventsFile::read($this->events)->lastTask === 'stop');
            $this->farm->stop('web-01');
            $this->site->open();
        });
        self::assertSame(EntryState::Failed, $verdict->state, 'the first task is done');
        self::assertStringContainsString('lost in second', $verdict->message);
    }

    /** The first task may have done its work: what ssh says afterwards proves nothing. */
    public function testAServerThatDiesInItsFirstTask(): void
    {
        $this->site->playbook('deploy', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - {name: only, raw: 'echo "begin" >>{{ farm }}/web-01; echo "Permission denied (publickey)." >&2; sleep 1000'}
            YAML);
        $verdict = $this->deploy(during: function (): void {
            $this->site->wait(fn(): bool => $this->site->record('web-01') !== [], 'its beginning');
            $this->farm->stop('web-01');
        });
        self::assertSame(EntryState::Failed, $verdict->state);
        self::assertStringContainsString('lost in only, which may be done or not', $verdict->message);
    }

    private function assertUnreachable(string $message): void
    {
        $verdict = $this->deploy();
        self::assertSame(EntryState::Unreachable, $verdict->state, $verdict->message);
        self::assertStringContainsString($message, $verdict->message);
        self::assertSame([], $this->site->record('web-01'));
    }

    /** @param ?\Closure(): void $during what happens meanwhile */
    private function deploy(?JournalEntry $entry = null, ?\Closure $during = null): Verdict
    {
        is_file($this->events) && unlink($this->events);
        $entry ??= $this->entry();
        $environment = $this->environment();
        $command = PlaybookCommand::for($entry, $environment, Settings::defaults(), AnsibleConfig::read($environment), $this->events);
        $program = new Program($command->argv, $this->site->project, $command->environment);
        if ($during !== null) {
            $during();
        }
        $program->end();

        return Verdict::of(EventsFile::read($this->events), $entry, null);
    }

    /** @param list<string> $tags */
    private function entry(array $tags = []): JournalEntry
    {
        $journal = Journal::open($this->environment());
        $journal->clear();

        return $journal->add(new NewEntry(ActionKind::Deploy, 'web-01', $tags));
    }

    private function environment(): Environment
    {
        return new Environment('production', $this->site->project->folder);
    }
}
