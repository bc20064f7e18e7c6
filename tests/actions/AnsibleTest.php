<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Ansible\AnsibleConfig;
use PhotoLibrary\Actions\Ansible\AnsibleException;
use PhotoLibrary\Actions\Ansible\AnsibleVersion;
use PhotoLibrary\Actions\Ansible\Diagnosis;
use PhotoLibrary\Actions\Ansible\Doctor;
use PhotoLibrary\Actions\Ansible\Probe;
use PhotoLibrary\Actions\Ansible\SyntaxCheck;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\ToolException;
use PHPUnit\Framework\Attributes\TestWith;
use PHPUnit\Framework\TestCase;

/**
 * What is asked of Ansible before the first action begins.
 */
final class AnsibleTest extends TestCase
{
    private Project $project;
    private string $path;

    protected function setUp(): void
    {
        $this->path = (string) getenv('PATH');
        $this->project = new Project();
        $this->project->write('inventory/production/hosts.yml', "all: {hosts: {web-01: {ansible_connection: local}}}\n");
        $this->project->write('playbooks/deploy.yml', "- hosts: all\n  tasks: [{command: 'true'}]\n");
    }

    protected function tearDown(): void
    {
        putenv("PATH={$this->path}");
        putenv('ANSIBLE_PIPELINING');
        putenv('ANSIBLE_CALLBACKS_ENABLED');
    }

    public function testKeepsWhatTheUserHasEnabled(): void
    {
        $this->project->write('ansible.cfg', "[defaults]\ncallback_plugins = ./mine:/opt/theirs\ncallbacks_enabled = timer, profile_tasks\n");
        $config = AnsibleConfig::read($this->environment());
        self::assertSame(["{$this->project->folder}/mine", '/opt/theirs'], $config->callbackPaths);
        self::assertSame(['timer', 'profile_tasks'], $config->callbacksEnabled);
        self::assertFalse($config->pipelining);
        self::assertSame([], $config->warnings);
        $variables = $config->environment('/e');
        $ours = \dirname(__DIR__, 2) . '/cli/ansible/callback_plugins';
        self::assertSame("{$ours}:{$this->project->folder}/mine:/opt/theirs", $variables['ANSIBLE_CALLBACK_PLUGINS']);
        self::assertSame('photolibrary_events,timer,profile_tasks', $variables['ANSIBLE_CALLBACKS_ENABLED']);
        self::assertSame('/e', $variables['PHOTOLIBRARY_EVENTS']);
    }

    public function testIsAskedAgainOnlyIfSomethingChanged(): void
    {
        $this->project->write('ansible.cfg', "[defaults]\ncallbacks_enabled = timer\n");
        AnsibleConfig::read($this->environment());
        $remembered = $this->project->path('inventory/production/.queue/ansible-config.json');
        $text = str_replace('timer', 'other', (string) file_get_contents($remembered));
        file_put_contents($remembered, $text);
        self::assertSame(['other'], AnsibleConfig::read($this->environment())->callbacksEnabled, 'it was not asked');
        file_put_contents($remembered, substr($text, 0, 50));
        self::assertSame(['timer'], AnsibleConfig::read($this->environment())->callbacksEnabled, 'what is broken is forgotten');
        $this->project->write('ansible.cfg', "[defaults]\ncallbacks_enabled = profile_tasks\n");
        self::assertSame(['profile_tasks'], AnsibleConfig::read($this->environment())->callbacksEnabled);
        putenv('ANSIBLE_CALLBACKS_ENABLED=timer');
        self::assertSame(['timer'], AnsibleConfig::read($this->environment())->callbacksEnabled);
    }

    #[TestWith(["[ssh_connection]\npipelining = True\n"])]
    #[TestWith(["[connection]\npipelining = yes\n"])]
    #[TestWith(["[defaults]\n", '1'])]
    public function testSeesPipeliningWhereverItIsSet(string $config, string $variable = ''): void
    {
        $this->project->write('ansible.cfg', $config);
        putenv($variable === '' ? 'ANSIBLE_PIPELINING' : "ANSIBLE_PIPELINING={$variable}");
        self::assertTrue(AnsibleConfig::read($this->environment())->pipelining);
    }

    public function testSaysThatAnsibleIgnoresAConfigurationThatEverybodyMayChange(): void
    {
        $this->project->write('ansible.cfg', "[defaults]\ncallbacks_enabled = timer\n");
        chmod($this->project->folder, 0o777);
        $config = AnsibleConfig::read($this->environment());
        self::assertSame([], $config->callbacksEnabled);
        self::assertStringContainsString("chmod o-w {$this->project->folder}", $config->warnings[0] ?? '');
    }

    public function testSaysWhatIsWrongWithTheConfiguration(): void
    {
        $this->project->write('ansible.cfg', "[defaults]\nforks = many\n");
        $this->expectException(AnsibleException::class);
        $this->expectExceptionMessageMatches('/cannot read its configuration: .*(integer|int).*ansible-config dump/s');
        AnsibleConfig::read($this->environment());
    }

    public function testAnsibleThatIsAbsentOrTooOldIsToBeInstalled(): void
    {
        $this->project->write('old/ansible-playbook', "#!/bin/sh\necho 'ansible-playbook 2.9.27'\n");
        chmod($this->project->path('old/ansible-playbook'), 0o755);
        putenv("PATH={$this->project->path('old')}");
        try {
            AnsibleVersion::installed();
            self::fail('2.9.27 is too old');
        } catch (AnsibleException $problem) {
            self::assertStringContainsString('2.9.27 is too old', $problem->getMessage());
            self::assertStringContainsString('apt install ansible-core', $problem->getMessage());
        }
        putenv("PATH={$this->project->path('playbooks')}");
        $this->expectException(ToolException::class);
        $this->expectExceptionMessage('apt install ansible-core');
        AnsibleVersion::installed();
    }

    public function testTheProbeIsRememberedUntilSomethingChanges(): void
    {
        $environment = $this->environment();
        $config = AnsibleConfig::read($environment);
        $version = Probe::require($environment, $config);
        self::assertMatchesRegularExpression('/^2\.\d+/', $version);
        self::assertSame(['ansible-config.json', 'probe.json'], $this->queueFolder(), 'and its events are gone');

        // Without Ansible in PATH, only what is remembered can answer. The same program, elsewhere, is another one.
        $wrapper = $this->project->write('bin/ansible-playbook', "#!/bin/sh\nexec env PATH={$this->path} ansible-playbook \"\$@\"\n");
        chmod($wrapper, 0o755);
        putenv("PATH={$this->project->path('bin')}:{$this->path}");
        self::assertSame($version, Probe::require($environment, $config));
        file_put_contents($wrapper, "#!/bin/sh\nexit 9\n");
        touch($wrapper, time() + 10);
        $this->expectException(AnsibleException::class);
        Probe::require($environment, $config);
    }

    /** Such as a wrapper that starts Ansible in a container: nobody would know what it has done. */
    public function testNothingStartsIfThePluginIsNotLoaded(): void
    {
        $wrapper = $this->project->write('bin/ansible-playbook', "#!/bin/sh\nPATH={$this->path}\nunset ANSIBLE_CALLBACKS_ENABLED\n"
            . "exec ansible-playbook \"\$@\"\n");
        chmod($wrapper, 0o755);
        $config = AnsibleConfig::read($this->environment());
        putenv("PATH={$this->project->path('bin')}:{$this->path}");
        try {
            Probe::require($this->environment(), $config);
            self::fail('the plugin is not loaded');
        } catch (AnsibleException $problem) {
            self::assertStringContainsString('does not load', $problem->getMessage());
            self::assertStringContainsString('actions doctor production', $problem->getMessage());
        }
        self::assertSame(['ansible-config.json'], $this->queueFolder(), 'and it is not remembered');
    }

    #[TestWith(["- hosts: all\n  tasks: [\n", '/cannot read playbooks\/deploy\.yml: .*deploy\.yml/s'])]
    #[TestWith(["- hosts: all\n  tasks: [{nosuchmodule: {}}]\n", '/nosuchmodule/'])]
    #[TestWith(["- hosts: all\n  roles: [nosuchrole]\n", '/nosuchrole/'])]
    public function testSaysWhatIsWrongWithAPlaybookBeforeItRuns(string $playbook, string $message): void
    {
        $this->project->write('playbooks/deploy.yml', $playbook);
        $syntax = new SyntaxCheck($this->environment(), Settings::defaults());
        $problem = (string) $syntax->problem(ActionKind::Deploy);
        self::assertMatchesRegularExpression($message, $problem);
        self::assertStringNotContainsString("\n", $problem);
        $this->project->write('playbooks/deploy.yml', "[]\n");
        self::assertSame($problem, $syntax->problem(ActionKind::Deploy), 'it is asked once a run');
    }

    public function testAMissingPlaybookIsNamedAndACheckNeedsNone(): void
    {
        $syntax = new SyntaxCheck($this->environment(), Settings::defaults());
        self::assertNull($syntax->problem(ActionKind::Deploy));
        self::assertNull($syntax->problem(ActionKind::Check));
        self::assertStringContainsString('no playbook playbooks/provision.yml', (string) $syntax->problem(ActionKind::Provision));
    }

    public function testTheDoctorLooksAtEverything(): void
    {
        $this->project->write('ansible.cfg', "[ssh_connection]\npipelining = True\n");
        $this->project->write('inventory/production/hosts.yml', "all: {hosts: {web-01: {ansible_ssh_private_key_file: /no/key}}}\n");
        $this->project->write('playbooks/deploy.yml', "- hosts: all\n  tasks: [\n");
        $found = $this->examine();
        self::assertStringContainsString('ok Ansible 2.', $found);
        self::assertStringContainsString('warning Ansible pipelining is on', $found);
        self::assertStringContainsString('ok plugin Ansible loads it', $found);
        self::assertStringContainsString('ok inventory inventory/production/hosts.yml has one server', $found);
        self::assertStringContainsString('problem web-01 the key /no/key does not exist', $found);
        self::assertStringContainsString('warning playbook there is no playbooks/provision.yml', $found);
        self::assertStringContainsString('problem playbook Ansible cannot read playbooks/deploy.yml', $found);
        self::assertStringContainsString('ok journal', $found);
        self::assertStringContainsString('are free', $found);
    }

    public function testTheDoctorGoesOnAfterAProblem(): void
    {
        $this->project->write('inventory/production/hosts.yml', "all: [\n");
        $this->project->write('inventory/production/.queue/actions.sqlite', str_repeat("this is no journal\n", 100));
        putenv("PATH={$this->project->folder}:/usr/sbin:/sbin");
        $found = $this->examine();
        self::assertStringContainsString('problem Ansible', $found);
        self::assertStringContainsString('problem inventory', $found);
        self::assertStringContainsString('problem journal', $found);
        self::assertStringContainsString('ok disk', $found);
        self::assertStringStartsWith('this is no journal', (string) file_get_contents($this->project->path('inventory/production/.queue/actions.sqlite')));
    }

    private function environment(): Environment
    {
        return new Environment('production', $this->project->folder);
    }

    /** @return list<string> */
    private function queueFolder(): array
    {
        return array_values(array_diff(scandir($this->environment()->queueFolder()) ?: [], ['.', '..']));
    }

    private function examine(): string
    {
        $line = static fn(Diagnosis $one): string => "{$one->severity->value} {$one->subject} {$one->message}";

        return implode("\n", array_map($line, iterator_to_array((new Doctor($this->environment(), Settings::defaults()))->examine(), false)));
    }
}
