<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PHPUnit\Framework\TestCase;

/**
 * What people and programs see, whatever servers send.
 */
final class OutputTest extends TestCase
{
    private const PASSWORD = 'correct-horse-battery';
    private const TOKEN = 'staple-of-the-environment';

    public function testSecretsAreNowhereWhenAnActionHasEnded(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->open();
        $web = new WebServer('127.0.0.1');
        $site->configure("health_check_enabled: false\nsecrets: [OUR_TOKEN]\nnotify_url: {$web->url()}\n");
        $site->project->write('inventory/production/host_vars/web-01.yml', 'ansible_become_password: ' . self::PASSWORD . "\n");
        $site->playbook('provision', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - {name: chatter, raw: 'echo "{{ ansible_become_password }} {{ lookup(''env'', ''OUR_TOKEN'') }}"; exit 1'}
            YAML);
        $program = new Program(
            [PHP_BINARY, \dirname(__DIR__, 2) . '/cli/bin/photolibrary', 'actions', 'provision', 'production', '--format=json'],
            $site->project,
            ['OUR_TOKEN' => self::TOKEN, 'ANSIBLE_DISPLAY_FAILED_STDERR' => 'false'],
        );
        $run = $program->end();
        self::assertSame(1, $run->exitCode, $run->errors);
        self::assertStringContainsString('***', $run->errors);
        self::assertCount(1, $web->requests());
        $seen = ['STDOUT' => $run->output, 'STDERR' => $run->errors, 'the notice' => $web->requests()[0]];
        $kept = [...$this->files($site->project->path('logs')), ...$this->files($site->project->path('inventory/production/.queue')), ...$this->files($site->project->path('inventory/production/.status'))];
        self::assertNotSame([], $kept);
        foreach ($kept as $file) {
            $seen[$file] = (string) file_get_contents($file);
        }
        foreach ($seen as $where => $text) {
            self::assertStringNotContainsString(self::PASSWORD, $text, $where);
            self::assertStringNotContainsString(self::TOKEN, $text, $where);
        }
        $log = glob($site->project->path('logs/production/web-01_provision_*.log')) ?: [];
        self::assertCount(1, $log);
        self::assertSame(0o600, fileperms($log[0]) & 0o777);
        self::assertStringContainsString('***', (string) file_get_contents($log[0]));
    }

    public function testNothingThatAServerSendsMovesTheCursor(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->open();
        $site->playbook('provision', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - {name: hostile, raw: 'printf "\033[2J\033]0;title\007\033[8mhidden\r\0\302\233over"; exit 1'}
            YAML);
        $site->project->write('ansible.cfg', "[defaults]\nstdout_callback = minimal\ninterpreter_python = /usr/bin/python3\n[ssh_connection]\ncontrol_path_dir = {$site->project->path('.cp')}\n");
        $run = $site->run(['provision', 'production']);
        self::assertSame(1, $run->exitCode, $run->errors);
        $id = array_values($site->entries())[0]->shortId();
        foreach ([$run, $site->run(['log', $id]), $site->run(['log', $id, '--format=json']), $site->run(['status', 'production']), $site->run(['history', 'production'])] as $number => $one) {
            self::assertDoesNotMatchRegularExpression('/[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]/', $one->output . $one->errors, "output {$number}");
        }
        foreach (explode("\n", trim($run->errors)) as $line) {
            self::assertMatchesRegularExpression('/^(\[ORCHESTRATOR\] |web-01 \| |web-01: |  its log: )/', $line);
        }
    }

    public function testAnActionWhoseLogGrowsTooLargeIsStopped(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->configure("log_max_size: 64K\nhealth_check_enabled: false\n");
        $site->playbook('provision', <<<'YAML'
            - hosts: all
              gather_facts: false
              tasks:
                - {name: flood, debug: {msg: "{{ 'y' * 200000 }}"}}
                - {name: wait, raw: 'until [ -e {{ farm }}/gates/all ]; do sleep 0.05; done'}
            YAML);
        $run = $site->run(['provision', 'production']); // nobody opens the gate
        self::assertSame(3, $run->exitCode, $run->errors);
        self::assertStringContainsString("stopped because its log grew beyond 64K (log_max_size): interrupted during 'wait'", $run->output);
    }

    public function testATerminalGetsATableThatChanges(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02']);
        $site->configure("max_parallel_workers: 1\nhealth_check_enabled: false\nrefresh_interval: 50ms\n");
        $command = implode(' ', array_map(escapeshellarg(...), [PHP_BINARY, \dirname(__DIR__, 2) . '/cli/bin/photolibrary', 'actions', 'provision', 'production']));
        $program = new Program(['script', '-qec', "stty cols 100 rows 30; {$command}", '/dev/null'], $site->project, ['TERM' => 'xterm']);
        $site->wait(static fn(): bool => !$program->isRunning() || preg_match('/web-01.*running.*work/', $program->output()) === 1, 'the row of the action at work');
        $text = (string) preg_replace('/\e\[\d+m/', '', $program->output());
        self::assertMatchesRegularExpression('/SERVER +ACTION +STATE +TIME +TASK/', $text);
        self::assertMatchesRegularExpression('/web-02 +provision +waits/', $text);
        self::assertStringNotContainsString('[ORCHESTRATOR]', $program->output());
        $site->open();
        $run = $program->end();
        self::assertSame(0, $run->exitCode, $run->output);
        self::assertStringContainsString('2 in all: 2 ok.', $run->output);
        self::assertGreaterThan(3, substr_count($run->output, "\e["), 'it is drawn again and again');
    }

    public function testWrongCommandLinesEndWithTwoAndSayHowToWriteThem(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        foreach ([
            [['deploy'], 'missing: "environment"'],
            [['deploy', 'production', '--workrs=3'], 'Did you mean --workers?'],
            [['deploy', 'prodution'], 'Did you mean production?'],
            [['deploy', '../production'], 'Error: '],
            [['deploy', 'production', '--workers=three'], '--workers'],
            [['deploy', 'production', '--timeout=30'], '30s'],
            [['deploy', 'production', '--wait=soon'], 'write --wait=15m'],
            [['deploy', 'production', '--priority=high'], '--priority must be a whole number'],
            [['deploy', 'production', '--format=xml'], '--format must be one of table, json, jsonl'],
            [['deploy', 'production', 'web-1'], 'Did you mean web-01?'],
            [['deploy', 'production', 'web-01;reboot'], 'Error: '],
            [['deploy', 'production', '--extra-vars-file=/does/not/exist'], 'there is no readable file'],
            [['deploy', 'production', '--after=abcdef'], 'no action'],
            [['log', 'abcdef'], 'There is no action'],
        ] as [$arguments, $message]) {
            $run = $site->run($arguments);
            self::assertSame(2, $run->exitCode, implode(' ', $arguments) . ": {$run->errors}");
            self::assertStringContainsString($message, $run->errors);
            self::assertSame('', $run->output);
        }
        self::assertSame([], $site->entries());
    }

    /** A playbook that Ansible cannot read is found before the first server, and nothing is queued. */
    public function testABrokenPlaybookIsFoundBeforeAnythingBegins(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->playbook('provision', "- hosts: all\n  tasks:\n\t- broken\n");
        $run = $site->run(['provision', 'production']);
        self::assertSame(2, $run->exitCode, $run->errors);
        self::assertStringContainsString('playbooks/provision.yml', $run->errors);
        unlink($site->project->path('playbooks/provision.yml'));
        $run = $site->run(['provision', 'production']);
        self::assertSame(2, $run->exitCode, $run->errors);
        self::assertStringContainsString('there is no playbook playbooks/provision.yml', strtolower($run->errors));
        self::assertSame([], $site->entries());
    }

    /** @return list<string> */
    private function files(string $folder): array
    {
        $files = [];
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($folder, \FilesystemIterator::SKIP_DOTS)) as $file) {
            if ($file instanceof \SplFileInfo && $file->isFile()) {
                $files[] = $file->getPathname();
            }
        }

        return $files;
    }
}
