<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Ansible\ReadyChecks;
use PhotoLibrary\Actions\Ansible\Remedy;
use PhotoLibrary\Actions\Inventory\Server;
use PhotoLibrary\Tests\Actions\Project;
use PHPUnit\Framework\TestCase;

final class ReadyChecksTest extends TestCase
{
    private Project $project;

    protected function setUp(): void
    {
        $this->project = new Project();
    }

    public function testAServerThatIsWellDescribed(): void
    {
        $this->key('key', '');
        $checks = ReadyChecks::of(new Server('web-01', '10.0.0.1', 22, keyFile: 'key'), $this->project->folder);
        self::assertNull($checks->problem);
        self::assertSame(
            ['ip_valid' => true, 'ssh_key_exists' => true, 'port_valid' => true, 'all_fields_filled' => true],
            $checks->checks,
        );
    }

    public function testWhatTheInventorySaysWrong(): void
    {
        $checks = ReadyChecks::of(new Server('web-01', '', null, problems: ['ansible_port is 99999: write …', 'more']));
        self::assertSame('ansible_port is 99999: write …', $checks->problem);
        self::assertSame(
            ['ip_valid' => false, 'ssh_key_exists' => true, 'port_valid' => false, 'all_fields_filled' => false],
            $checks->checks,
        );
    }

    public function testAKeyThatSshWouldNotUse(): void
    {
        $key = $this->key('key', '');
        self::assertStringContainsString('/no/such does not exist', $this->problem('/no/such'));
        chmod($key, 0o644);
        self::assertStringContainsString("(mode 0644), so ssh does not use it: chmod 600 {$key}", $this->problem($key));
        chmod($key, 0o600);
        self::assertSame('', $this->problem($key));
        file_put_contents($key, 'not a key');
        self::assertStringContainsString("ssh cannot use the key {$key}", $this->problem($key));
        chmod($key, 0);
        self::assertStringContainsString('cannot be read by you', $this->problem($key));
    }

    /** Nothing waits for somebody who types one. */
    public function testAPassphraseIsForTheAgent(): void
    {
        $key = $this->key('key', 'secret words');
        self::assertStringContainsString("load it into ssh-agent, ssh-add {$key}", $this->problem($key));
        $agent = $this->project->path('agent');
        exec('ssh-agent -a ' . escapeshellarg($agent), $output);
        try {
            putenv("SSH_AUTH_SOCK={$agent}");
            $this->project->write('ask', "#!/bin/sh\necho secret words\n");
            chmod($this->project->path('ask'), 0o700);
            $asked = ['SSH_ASKPASS' => $this->project->path('ask'), 'SSH_ASKPASS_REQUIRE' => 'force', 'SSH_AUTH_SOCK' => $agent];
            self::assertSame(0, $this->project->run(['ssh-add', $key], $asked)->exitCode);
            self::assertSame('', $this->problem($key));
        } finally {
            putenv('SSH_AUTH_SOCK');
            preg_match('/SSH_AGENT_PID=(\d+)/', implode("\n", $output), $match);
            posix_kill((int) ($match[1] ?? throw new \RuntimeException('no agent')), SIGKILL);
        }
    }

    public function testWhatToDoAboutAServerThatSshDoesNotReach(): void
    {
        $server = new Server('web-01', '10.0.0.1', 2222, 'deploy', '/keys/id');
        $usual = new Server('web-02', '10.0.0.2');
        self::assertSame(
            "its host key is not known yet: ssh-keyscan -p 2222 10.0.0.1 >> ~/.ssh/known_hosts, and compare it with the server's",
            Remedy::of('Failed to connect to the host via ssh: Host key verification failed.', $server),
        );
        $changed = '@@@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @@@ Host key verification failed.';
        self::assertStringContainsString("ssh-keygen -R '[10.0.0.1]:2222', then ssh-keyscan", Remedy::of($changed, $server));
        self::assertStringContainsString("ssh-keygen -R '10.0.0.2', then ssh-keyscan 10", Remedy::of($changed, $usual));
        $denied = 'deploy@10.0.0.1: Permission denied (publickey).';
        self::assertSame('it takes none of the keys that ssh offers (user deploy, key /keys/id)', Remedy::of($denied, $server));
        self::assertSame('it takes none of the keys that ssh offers', Remedy::of($denied, $usual));
        self::assertSame('', Remedy::of('No route to host', $server));
    }

    private function problem(string $key): string
    {
        return (string) ReadyChecks::of(new Server('web-01', '10.0.0.1', keyFile: $key))->problem;
    }

    private function key(string $name, string $passphrase): string
    {
        $file = $this->project->path($name);
        $made = $this->project->run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', $passphrase, '-f', $file]);
        self::assertSame(0, $made->exitCode, $made->errors);

        return $file;
    }
}
