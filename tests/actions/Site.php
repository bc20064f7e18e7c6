<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Environment;

/**
 * A project for the servers of the farm, and what they themselves have recorded: each playbook appends a line to its
 * server's record when it begins and when it ends. In between it waits for its gate, a file.
 */
final class Site
{
    private const PLAYBOOK = <<<'YAML'
        - hosts: all
          gather_facts: false
          vars:
            record: "{{ farm }}/{{ inventory_hostname }}"
            what: "%s {{ lookup('env', 'PHOTOLIBRARY_ACTION') }}"
            gates: "[ -e {{ farm }}/gates/{{ inventory_hostname }} ] || [ -e {{ farm }}/gates/all ]"
          tasks:
            - {name: begin, raw: 'echo "begin {{ what }}" >>{{ record }}', tags: [%1$s]}
            - {name: work, raw: 'until {{ gates }}; do sleep 0.05; done', changed_when: false, tags: [%1$s]}
            - {name: end, raw: 'echo "end {{ what }}" >>{{ record }}', tags: [%1$s]}
        YAML;

    public readonly Project $project;

    /** @param list<string> $servers those of the inventory */
    public function __construct(public readonly Farm $farm, array $servers)
    {
        $this->project = new Project();
        mkdir($this->project->path('farm/gates'), 0o700, true);
        $this->project->write('ansible.cfg', implode("\n", [
            '[defaults]',
            "local_tmp = {$this->project->path('.ansible')}",
            'interpreter_python = /usr/bin/python3',
            '[ssh_connection]',
            "control_path_dir = {$this->project->path('.cp')}",
            '',
        ]));
        $this->project->write('inventory/production/hosts.yml', $this->inventory($servers));
        foreach (['provision', 'deploy', 'check'] as $kind) {
            $this->playbook($kind, \sprintf(self::PLAYBOOK, $kind));
        }
        $this->configure("health_check_enabled: false\n");
    }

    public function __destruct()
    {
        // What a failed test has left, and the masters of ssh, which outlive the commands that started them.
        Processes::signal([...Processes::withCommand($this->project->folder), ...$this->ansibles()], SIGKILL);
    }

    public function playbook(string $kind, string $yaml): void
    {
        $this->project->write("playbooks/{$kind}.yml", $yaml);
    }

    public function configure(string $yaml): void
    {
        $this->project->write('inventory/production/config.yml', $yaml);
    }

    /** Lets the playbook of this server go on, or of all. */
    public function open(string $server = 'all'): void
    {
        $this->project->write("farm/gates/{$server}", '');
    }

    /** @return list<string> lines such as "begin deploy 1b9d6bcd-…", as the server itself wrote them */
    public function record(string $server): array
    {
        return $this->project->lines("farm/{$server}");
    }

    /** @return array<string, list<string>> those of all servers that have one */
    public function records(): array
    {
        return array_filter(array_combine(Farm::names(), array_map($this->record(...), Farm::names())));
    }

    /** How many lines of the records begin so: "begin", "end". */
    public function count(string $start): int
    {
        $lines = array_merge(...array_values($this->records()));

        return \count(array_filter($lines, static fn(string $line): bool => str_starts_with($line, $start)));
    }

    /** @param \Closure(self): bool $condition */
    public function wait(\Closure $condition, string $what): void
    {
        Wait::until(fn(): bool => $condition($this), what: $what);
    }

    /** @param list<string> $arguments of `photolibrary actions` */
    public function run(array $arguments): PlaybookRun
    {
        return $this->start($arguments)->end();
    }

    /**
     * @param list<string> $arguments of `photolibrary actions`
     * @param list<string> $before a command that starts it
     */
    public function start(array $arguments, array $before = []): Program
    {
        $program = \dirname(__DIR__, 2) . '/cli/bin/photolibrary';

        return new Program([...$before, PHP_BINARY, $program, 'actions', ...$arguments], $this->project);
    }

    public function environment(): Environment
    {
        return new Environment('production', $this->project->folder);
    }

    /**
     * What the program itself knows of its actions.
     *
     * @return array<string, JournalEntry> by id
     */
    public function entries(EntryState ...$states): array
    {
        $entries = Journal::open($this->environment(), forWriting: false)->entries(...$states);

        return array_column(array_map(static fn(JournalEntry $entry): array => [$entry->id, $entry], $entries), 1, 0);
    }

    /** @return list<string> files of events, in the order of their names */
    public function eventsFiles(): array
    {
        return glob($this->project->path('inventory/production/.queue/events/*')) ?: [];
    }

    /** @return list<int> processes of actions on this machine, not those of the servers */
    public function ansibles(): array
    {
        return Processes::withEnvironment("PHOTOLIBRARY_EVENTS={$this->project->folder}/");
    }

    /** @return list<int> processes of Ansible for this project, whoever has started them */
    public function playbooks(): array
    {
        $all = Processes::withEnvironment('PHOTOLIBRARY_ACTION=');
        $isHere = fn(int $pid): bool => str_starts_with((string) @readlink("/proc/{$pid}/cwd"), $this->project->folder);

        return array_values(array_filter($all, $isHere));
    }

    /** @param list<string> $servers */
    private function inventory(array $servers): string
    {
        $options = "-o UserKnownHostsFile={$this->farm->knownHosts()} -o IdentitiesOnly=yes";
        $hosts = array_map(fn(string $server): string => "    {$server}: {ansible_host: " . Farm::address($server)
            . ", ansible_port: {$this->farm->port}}", $servers);

        return implode("\n", [
            'all:',
            '  vars:',
            "    ansible_ssh_private_key_file: {$this->farm->keyFile()}",
            "    ansible_ssh_common_args: {$options}",
            "    farm: {$this->project->path('farm')}",
            '  hosts:',
            ...$hosts,
            '  children:',
            '    web:',
            '      hosts: {' . implode(', ', array_map(static fn(string $server): string => "{$server}: {}", $servers)) . '}',
            '',
        ]);
    }
}
