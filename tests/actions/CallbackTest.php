<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Ansible\Events;
use PhotoLibrary\Actions\Ansible\EventsFile;
use PhotoLibrary\Actions\Ansible\HostCounts;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * The plugin in real runs of Ansible: what recovery and verdicts rest on.
 */
final class CallbackTest extends TestCase
{
    private const HOSTS = <<<'YAML'
        all:
          hosts:
            web-01: {ansible_connection: local}
            closed: {ansible_host: 127.0.0.1, ansible_port: 1}
          children:
            dbservers: {hosts: {db-01: {ansible_connection: local}}}
        YAML;

    private const PLAYBOOK = <<<'YAML'
        - hosts: web-01, closed
          gather_facts: false
          tasks:
            - {name: mark, command: touch done, tags: [code]}
        YAML;

    private Project $project;

    protected function setUp(): void
    {
        $this->project = new Project();
        $this->project->write('hosts.yml', self::HOSTS);
        $this->project->write('deploy.yml', self::PLAYBOOK);
    }

    /** @return array<string, array{list<string>, int, ?list<string>}> arguments, exit code, servers of the recap */
    public static function exitCodes(): array
    {
        return [
            'all is well' => [['deploy.yml', '--limit', 'web-01'], 0, ['web-01']],
            'a task fails' => [['failing.yml', '--limit', 'web-01'], 2, ['web-01']],
            'no task has the tag' => [['deploy.yml', '--limit', 'web-01', '--tags', 'none'], 0, []],
            'no play means the server' => [['deploy.yml', '--limit', 'db-01'], 0, []],
            'no such server' => [['deploy.yml', '--limit', 'nosuch'], 1, null],
            'no such playbook' => [['nosuch.yml', '--limit', 'web-01'], 1, null],
            'broken YAML' => [['broken.yml', '--limit', 'web-01'], 4, null],
            'the server cannot be reached' => [['deploy.yml', '--limit', 'closed'], 4, ['closed']],
            'wrong option' => [['deploy.yml', '--nosuch'], 2, null],
        ];
    }

    /**
     * The exit code does not tell what happened; the events do.
     *
     * @param list<string> $arguments
     * @param ?list<string> $servers
     */
    #[DataProvider('exitCodes')]
    public function testTellsWhatTheExitCodeDoesNot(array $arguments, int $exitCode, ?array $servers): void
    {
        $this->project->write('failing.yml', "- hosts: all\n  gather_facts: false\n  tasks: [{command: 'false'}]\n");
        $this->project->write('broken.yml', "- hosts: all\n  tasks: [\n");
        $run = $this->ansible($arguments);
        self::assertSame($exitCode, $run->exitCode, $run->output . $run->errors);
        $events = $this->events();
        self::assertSame($servers !== null, $events->begun, $run->errors);
        self::assertSame($servers, $events->recap === null ? null : array_keys($events->recap));
        self::assertSame([], $events->notes);
    }

    public function testTellsEachTaskBeforeItBeginsAndHowItEnded(): void
    {
        // Each task copies the events that are in the file when it runs.
        $this->project->write('deploy.yml', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - {name: first, command: cp events one}
                - {name: not today, command: "true", when: false}
                - {name: unchanged, command: cp events two, changed_when: false}
                - {name: broken, command: sh -c 'echo because >&2; exit 3', ignore_errors: true}
                - block: [{name: rescue me, command: "false"}]
                  rescue: [{name: rescued, command: "true"}]
                - {name: many, command: "{{ item }}", loop: ["true", "false"]}
                - {name: never, command: "true"}
              handlers: []
            YAML);
        $run = $this->ansible(['deploy.yml', '--limit', 'web-01']);
        self::assertSame(2, $run->exitCode, $run->errors);
        self::assertStringContainsString('PLAY RECAP', $run->output, 'people read what they always read');
        self::assertSame([1, 'first'], [$this->events('one')->tasks, $this->events('one')->lastTask]);
        self::assertSame([3, 'unchanged'], [$this->events('two')->tasks, $this->events('two')->lastTask]);

        $events = $this->events();
        self::assertSame([7, 'many'], [$events->tasks, $events->lastTask]);
        self::assertSame(['web-01' => 2], $events->changed);
        self::assertSame(['rescue me', 'many'], array_column($events->failures, 'task'));
        self::assertSame('One or more items failed: non-zero return code', $events->failureOf('web-01')?->message);
        $counts = new HostCounts(ok: 4, changed: 3, failures: 1, skipped: 1, rescued: 1, ignored: 1);
        self::assertEquals(['web-01' => $counts], $events->recap);
        self::assertContains('ignored non-zero return code: because', $this->messages());
    }

    public function testTellsHandlers(): void
    {
        $this->project->write('deploy.yml', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks: [{name: first, command: "true", notify: restart}]
              handlers: [{name: restart, command: "false"}]
            YAML);
        $this->ansible(['deploy.yml', '--limit', 'web-01']);
        self::assertSame([2, 'restart'], [$this->events()->tasks, $this->events()->lastTask]);
        self::assertSame('restart', $this->events()->failureOf('web-01')?->task);
    }

    public function testWritesNoMessageThatMustNotBeLogged(): void
    {
        $this->project->write('deploy.yml', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - {name: one, command: sh -c 'echo s3cret >&2; exit 1', no_log: true, ignore_errors: true}
                - {name: many, fail: {msg: s3cret}, loop: [1], no_log: true, ignore_errors: true}
                - {name: last, fail: {msg: s3cret}, no_log: true}
            YAML);
        $this->ansible(['deploy.yml', '--limit', 'web-01']);
        self::assertSame(['ignored ', 'ignored ', 'failed '], $this->messages());
        self::assertStringNotContainsString('s3cret', (string) file_get_contents($this->project->path('events')));
    }

    public function testAMessageHas500Bytes(): void
    {
        $this->project->write('deploy.yml', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks: [{fail: {msg: "{{ 'ä' * 5000 }}"}}]
            YAML);
        $this->ansible(['deploy.yml', '--limit', 'web-01']);
        $message = str_repeat('ä', 82) . ' ... ' . str_repeat('ä', 165);
        self::assertSame($message, $this->events()->failureOf('web-01')?->message);
    }

    /** `ansible -m ping` is what a check does without a playbook of its own. */
    public function testTellsACommandWithoutAPlaybook(): void
    {
        $run = $this->ansible(['web-01', '-m', 'ping'], ['ANSIBLE_LOAD_CALLBACK_PLUGINS' => '1'], 'ansible');
        self::assertSame(0, $run->exitCode, $run->errors);
        self::assertEquals(['web-01' => new HostCounts(ok: 1)], $this->events()->recap);
    }

    public function testAnAnsibleThatATaskStartsDoesNotWriteThere(): void
    {
        $inner = 'ansible-playbook -i hosts.yml deploy.yml --limit web-01';
        $this->project->write('outer.yml', <<<YAML
            - hosts: all
              gather_facts: false
              tasks: [{command: {$inner}}, {name: last, fail: {}}]
            YAML);
        $run = $this->ansible(['outer.yml', '--limit', 'web-01']);
        self::assertSame(2, $run->exitCode, $run->output);
        self::assertTrue($this->project->has('done'), 'the inner one has run');
        self::assertSame([2, 'last'], [$this->events()->tasks, $this->events()->lastTask]);
        self::assertSame([], $this->events()->notes);
    }

    public function testWithoutAFileItDoesNothing(): void
    {
        $run = $this->ansible(['deploy.yml', '--limit', 'web-01'], ['PHOTOLIBRARY_EVENTS' => '']);
        self::assertSame(0, $run->exitCode);
        self::assertTrue($this->project->has('done'));
        self::assertStringNotContainsString('photolibrary', $run->output . $run->errors);
    }

    /** The file is another run's, or has no folder, or is a link: nobody would learn what was done. */
    public function testEndsBeforeTheFirstTaskIfTheFileCannotBeMade(): void
    {
        $this->project->write('taken', "another run's\n");
        symlink($this->project->path('elsewhere'), $this->project->path('link'));
        foreach (['taken', 'no/folder', 'link'] as $file) {
            $run = $this->ansible(['deploy.yml', '--limit', 'web-01'], ['PHOTOLIBRARY_EVENTS' => $file]);
            self::assertSame(74, $run->exitCode, $file);
            self::assertStringContainsString("the file of events {$file} cannot be made", $run->errors);
            self::assertFalse($this->project->has('done'), $file);
        }
        self::assertSame(["another run's"], $this->project->lines('taken'));
        self::assertFalse($this->project->has('elsewhere'));
    }

    /** As if the disk were full once the first lines are written: a task that nobody knows of must not begin. */
    public function testEndsBeforeTheFirstTaskIfThatCannotBeWritten(): void
    {
        $run = $this->ansible(['deploy.yml', '--limit', 'web-01'], [], 'prlimit', ['--fsize=200', 'ansible-playbook']);
        self::assertSame(74, $run->exitCode, $run->errors);
        self::assertStringContainsString('File too large', $run->errors);
        self::assertFalse($this->project->has('done'));
        $events = $this->events();
        self::assertSame([true, 0, []], [$events->begun, $events->tasks, $events->notes], 'and no half line is left');
    }

    /** A server's state is better after a whole deployment than after half of one. */
    public function testGoesOnIfTheDiskIsFullLater(): void
    {
        $this->project->write('long.yml', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks: [{command: "true"}, {command: "true"}, {command: "true"}, {command: touch done}]
            YAML);
        $this->project->write('python/sitecustomize.py', <<<'PYTHON'
            import os
            write = os.write
            def full(descriptor, data):
                if data.startswith(b'{"event": ') and os.fstat(descriptor).st_size > 350:
                    raise OSError(28, 'No space left on device')
                return write(descriptor, data)
            os.write = full
            PYTHON);
        $run = $this->ansible(['long.yml', '--limit', 'web-01'], ['PYTHONPATH' => $this->project->path('python')]);
        self::assertSame(0, $run->exitCode, $run->errors);
        self::assertTrue($this->project->has('done'));
        self::assertStringContainsString('No space left on device', $run->errors);
        self::assertNull($this->events()->recap);
        self::assertSame([], $this->events()->notes);
    }

    /**
     * @param list<string> $arguments
     * @param array<string, string> $environment
     * @param list<string> $before further arguments of the command, before those
     */
    private function ansible(array $arguments, array $environment = [], string $command = 'ansible-playbook', array $before = []): PlaybookRun
    {
        return $this->project->run([$command, ...$before, '-i', 'hosts.yml', ...$arguments], $environment + [
            'ANSIBLE_CALLBACK_PLUGINS' => \dirname(__DIR__, 2) . '/cli/ansible/callback_plugins',
            'ANSIBLE_CALLBACKS_ENABLED' => 'photolibrary_events',
            'PHOTOLIBRARY_EVENTS' => 'events',
        ]);
    }

    private function events(string $file = 'events'): Events
    {
        return EventsFile::read($this->project->path($file));
    }

    /** @return list<string> the events with a message: kind, message */
    private function messages(): array
    {
        $messages = [];
        foreach ($this->project->lines('events') as $line) {
            $event = json_decode((string) $line, true);
            if (\is_array($event) && isset($event['message'])) {
                $messages[] = \sprintf('%s %s', self::text($event['event'] ?? ''), self::text($event['message']));
            }
        }

        return $messages;
    }

    private static function text(mixed $value): string
    {
        self::assertIsString($value);

        return $value;
    }
}
