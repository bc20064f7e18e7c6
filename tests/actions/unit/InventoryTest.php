<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Inventory\AnsibleInventory;
use PhotoLibrary\Actions\Inventory\Inventory;
use PhotoLibrary\Actions\Inventory\InventoryException;
use PhotoLibrary\Actions\Inventory\Server;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\ExitCode;
use PhotoLibrary\Actions\Support\ToolException;
use PhotoLibrary\Tests\Actions\Project;
use PHPUnit\Framework\Attributes\TestWith;

/**
 * With the real ansible-inventory.
 */
final class InventoryTest extends ProjectTestCase
{
    private const FILE = 'inventory/production/hosts.yml';
    private const HOSTS = <<<'YAML'
        all:
          vars:
            ansible_become_password: "{{ vaulted }}"
            vaulted: become-secret
          children:
            web:
              hosts:
                web-02: {ansible_host: 10.0.0.2, ansible_port: 2222, ansible_user: deploy, ansible_password: ssh-secret}
                web-01: {ansible_host: "{{ address }}", address: 10.0.0.1, ansible_ssh_private_key_file: ~/.ssh/key}
            db:
              hosts:
                db-01: {health_check_url: "http://db-01/health", app_port: "3000"}
            sites:
              children: {web: {}}
            nobody: {}
          hosts:
            lone: {ansible_port: 70000, app_port: x, health_check_url: ftp://x, ansible_host: "-oProxyCommand=x"}
        YAML;

    private static ?Inventory $shared = null;
    private static ?Project $sharedProject = null;

    public static function tearDownAfterClass(): void
    {
        self::$shared = self::$sharedProject = null;
    }

    public function testServersAndGroups(): void
    {
        $inventory = self::shared();
        $names = array_map(strval(...), array_keys($inventory->servers()));
        self::assertSame(['db-01', 'lone', 'web-01', 'web-02'], self::sorted($names));
        self::assertSame(['web-02', 'web-01'], $inventory->groups()['web']);
        self::assertSame(['web-02', 'web-01'], $inventory->groups()['sites']);
        $web = $inventory->server('web-02');
        self::assertSame(['10.0.0.2', 2222, 'deploy', null, []], [$web->address, $web->port, $web->user, $web->keyFile, $web->problems]);
        self::assertSame(['sites', 'web'], self::sorted($web->groups));
        $web = $inventory->server('web-01');
        self::assertSame(['10.0.0.1', 22, null, getenv('HOME') . '/.ssh/key'], [$web->address, $web->port, $web->user, $web->keyFile]);
        $db = $inventory->server('db-01');
        self::assertSame(['db-01', 'http://db-01/health', 3000], [$db->address, $db->healthCheckUrl, $db->appPort]);
    }

    public function testWhatIsWrongWithAServerIsKeptForItsCheck(): void
    {
        $lone = self::shared()->server('lone');
        self::assertSame([
            'ansible_port is 70000: write a port from 1 to 65535.',
            'health_check_url is "ftp://x": write http://… or https://…',
            'ansible_host is "-oProxyCommand=x": write an address or a host name.',
            'app_port is "x": write a port from 1 to 65535.',
        ], $lone->problems);
        self::assertSame(['', null, null, null], [$lone->address, $lone->port, $lone->appPort, $lone->healthCheckUrl]);
    }

    public function testSecretsAreKnownAndNotShown(): void
    {
        $inventory = self::shared();
        $server = $inventory->server('web-02');
        self::assertSame(['become-secret', 'ssh-secret'], self::sorted($server->secrets()));
        ob_start();
        var_dump($inventory);
        print_r($inventory->servers());
        var_export($server);
        echo json_encode($inventory->servers(), JSON_THROW_ON_ERROR);
        $shown = (string) ob_get_clean();
        self::assertStringContainsString('10.0.0.2', $shown);
        self::assertStringNotContainsString('secret', str_replace(['secrets', 'SensitiveParameterValue'], '', $shown));
        $this->expectException(\LogicException::class);
        serialize($server);
    }

    public function testSelection(): void
    {
        $inventory = self::shared();
        self::assertCount(4, $inventory->select());
        self::assertSame(['web-02', 'web-01'], self::names($inventory->select(['web'])));
        self::assertSame(['web-02', 'web-01'], self::names($inventory->select(['web-01', 'web', 'web-02'])));
        self::assertSame(['web-02'], self::names($inventory->select(['web*:!web-01'])));
        self::assertSame(['db-01', 'web-01'], self::sorted(self::names($inventory->select(['web[1]', 'd*']))));
        self::assertSame(['web-01', 'web-02'], self::sorted(self::names($inventory->select(['~web-0(1|2)']))));
    }

    /** @param non-empty-string $problem */
    #[TestWith(['web-1', 'There is no server or group "web-1" in inventory/production/hosts.yml. Did you mean web-0'])]
    #[TestWith(['wep', 'There is no server or group "wep" in inventory/production/hosts.yml. Did you mean web?'])]
    #[TestWith(['something-else', 'There is no server or group "something-else" in inventory/production/hosts.yml. There are: '])]
    #[TestWith(['localhost', 'There is no server or group "localhost"'])]
    #[TestWith(['web-01;reboot', '"web-01;reboot" is not a name of a server or group'])]
    #[TestWith(['-i', '"-i" is not a name of a server or group'])]
    #[TestWith(['--limit=*', '"--limit=*" is not a name of a server or group'])]
    #[TestWith(['@hosts', '"@hosts" is not a name of a server or group'])]
    #[TestWith(['', '"" is not a name of a server or group'])]
    #[TestWith(['web-01 web-02', '"web-01 web-02" is not a name of a server or group'])]
    #[TestWith(["web*\n", '"web*" is not a name of a server or group'])]
    #[TestWith(['../web', '"../web" is not a name of a server or group'])]
    #[TestWith(['~web(', 'No server of inventory/production/hosts.yml matches the pattern "~web(".'])]
    #[TestWith(['mail*', 'No server of inventory/production/hosts.yml matches the pattern "mail*".'])]
    public function testWhatSelectsNothing(string $pattern, string $problem): void
    {
        $error = self::thrownBy(InventoryException::class, static fn() => self::shared()->select([$pattern]));
        self::assertStringStartsWith($problem, $error->getMessage());
        self::assertSame(ExitCode::USAGE, $error->exitCode());
    }

    public function testAnInventoryWithoutServers(): void
    {
        $error = self::thrownBy(InventoryException::class, fn() => $this->read("all: {}\n")->select());
        self::assertSame(self::FILE . ' has no server. Write your servers there.', $error->getMessage());
    }

    public function testAMissingOneSaysWhatToDo(): void
    {
        $error = self::thrownBy(InventoryException::class, fn() => AnsibleInventory::read($this->environment(), Settings::defaults()));
        self::assertSame(
            self::FILE . ' does not exist. Write your servers there, or name the inventory in inventory/production/config.yml (inventory: FILE).',
            $error->getMessage(),
        );
    }

    public function testANameThatIsNoneAndNoSecretInTheTrace(): void
    {
        $old = ini_set('zend.exception_ignore_args', '0');
        try {
            $error = self::thrownBy(InventoryException::class, fn() => $this->read(
                "all:\n  vars: {ansible_password: hunter2}\n  hosts:\n    'web;01': {}\n",
            ));
        } finally {
            ini_set('zend.exception_ignore_args', \is_string($old) ? $old : '1');
        }
        self::assertStringContainsString('"web;01" is not a name of a server', $error->getMessage());
        self::assertStringContainsString('set ansible_host to its address', $error->getMessage());
        $ours = array_filter(
            $error->getTrace(),
            static fn(array $frame): bool => str_starts_with($frame['class'] ?? '', 'PhotoLibrary\\Actions\\Inventory\\'),
        );
        self::assertNotSame([], array_filter(array_column($ours, 'args')));
        self::assertStringNotContainsString('hunter2', print_r($ours, true));
    }

    public function testAScriptIsAnInventoryToo(): void
    {
        $inventory = $this->read(<<<'SH'
            #!/bin/sh
            echo 'a warning of it' >&2
            echo '{"web": {"hosts": ["web-01"]}, "_meta": {"hostvars": {"web-01": {"ansible_port": 2200}}}}'
            SH, 0o755);
        self::assertSame(2200, $inventory->server('web-01')->port);
    }

    public function testAScriptThatFailsIsQuoted(): void
    {
        $error = self::thrownBy(InventoryException::class, fn() => $this->read("#!/bin/sh\necho \"the \e[2Jdatabase is away\" >&2\nexit 3\n", 0o755));
        self::assertStringContainsString('The inventory ' . self::FILE . ' cannot be read: ansible-inventory failed (exit code ', $error->getMessage());
        self::assertMatchesRegularExpression('/the\s+database\s+is\s+away/', $error->getMessage());
        self::assertStringNotContainsString("\e", $error->getMessage());
    }

    public function testAScriptThatHangsIsStopped(): void
    {
        $error = self::thrownBy(InventoryException::class, fn() => $this->read("#!/bin/sh\nsleep 1000\n", 0o755, timeout: 3.0));
        self::assertStringContainsString('ansible-inventory took longer than 3.0 s and was stopped', $error->getMessage());
    }

    public function testAnAnswerWithoutEndIsRefused(): void
    {
        $script = <<<'SH'
            #!/bin/sh
            printf '{"web": {"hosts": ["web-01"]}, "_meta": {"hostvars": {"web-01": {"long": "'
            head -c 3000000 /dev/zero | tr '\0' x
            printf '"}}}}'
            SH;
        $error = self::thrownBy(InventoryException::class, fn() => $this->read($script, 0o755, maxBytes: 1 << 20));
        self::assertStringContainsString('ansible-inventory said more than 1M and was stopped', $error->getMessage());
        self::assertLessThan(10000, \strlen($error->getMessage()));
        // Just as long, and allowed.
        self::assertSame('web-01', $this->read($script, 0o755)->server('web-01')->name);
    }

    public function testBrokenYamlHasAnsiblesWords(): void
    {
        $error = self::thrownBy(InventoryException::class, fn() => $this->read("all: [\n"));
        self::assertStringContainsString('cannot be read: ansible-inventory failed', $error->getMessage());
        self::assertStringContainsString('YAML', $error->getMessage());
    }

    public function testAnsibleIsNotInstalled(): void
    {
        $path = (string) getenv('PATH');
        $this->write(self::FILE, self::HOSTS);
        putenv("PATH={$this->root}");
        try {
            $error = self::thrownBy(ToolException::class, fn() => AnsibleInventory::read($this->environment(), Settings::defaults()));
        } finally {
            putenv("PATH={$path}");
        }
        self::assertStringContainsString('apt install ansible-core, or pip install ansible-core', $error->getMessage());
    }

    public function testAnInventoryThatTheSettingsName(): void
    {
        $this->write('inventory/production/mine', "[web]\nweb-07\n");
        $inventory = AnsibleInventory::read($this->environment(), Settings::defaults()->with(['inventory' => 'mine']));
        self::assertSame(['web-07'], self::names($inventory->select()));
    }

    public function testVariablesBesideThePlaybooksCount(): void
    {
        $this->write('playbooks/group_vars/web.yml', "ansible_port: 2201\n");
        self::assertSame(2201, $this->read("all:\n  children:\n    web:\n      hosts: {web-01: {}}\n")->server('web-01')->port);
    }

    /** Ansible needs a second, so it is read once. */
    private static function shared(): Inventory
    {
        if (self::$shared === null) {
            self::$sharedProject = new Project();
            self::$sharedProject->write(self::FILE, self::HOSTS);
            self::$shared = AnsibleInventory::read(new Environment('production', self::$sharedProject->folder), Settings::defaults());
        }

        return self::$shared;
    }

    private function read(string $hosts, int $mode = 0o644, float $timeout = 60.0, int $maxBytes = 64 << 20): Inventory
    {
        $this->write(self::FILE, $hosts, $mode);

        return AnsibleInventory::read($this->environment(), Settings::defaults(), $timeout, $maxBytes);
    }

    /**
     * @param list<Server> $servers
     * @return list<string>
     */
    private static function names(array $servers): array
    {
        return array_map(static fn(Server $server): string => $server->name, $servers);
    }

    /**
     * @param list<string> $names
     * @return list<string>
     */
    private static function sorted(array $names): array
    {
        sort($names);

        return $names;
    }
}
