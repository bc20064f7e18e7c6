<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Inventory\AnsibleInventory;
use PhotoLibrary\Actions\Inventory\Server;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Size;
use PhotoLibrary\Actions\Support\Tool;

/**
 * Looks at all that actions need, and changes nothing.
 */
final readonly class Doctor
{
    /** File systems whose locks do not hold from machine to machine, as `stat -f` calls them. */
    private const SHARED = ['nfs', 'nfs4', 'cifs', 'smb', 'smb2', 'fuseblk', 'fuse', 'v9fs', 'ceph', 'afs', 'vboxsf'];

    public function __construct(private Environment $environment, private Settings $settings) {}

    /** @return iterable<Diagnosis> one after the other, as they take their time */
    public function examine(): iterable
    {
        yield from $this->guarded('Ansible', $this->ansible(...));
        yield from $this->guarded('inventory', $this->inventory(...));
        foreach (ActionKind::cases() as $kind) {
            yield from $this->guarded('playbook', fn(): iterable => $this->playbook($kind));
        }
        yield from $this->guarded('journal', $this->journal(...));
        yield from $this->guarded('disk', $this->disk(...));
    }

    /**
     * @param \Closure(): iterable<Diagnosis> $examine
     * @return iterable<Diagnosis>
     */
    private function guarded(string $subject, \Closure $examine): iterable
    {
        try {
            yield from $examine();
        } catch (ActionsException $problem) {
            yield Diagnosis::problem($subject, $problem->getMessage());
        }
    }

    /** @return iterable<Diagnosis> */
    private function ansible(): iterable
    {
        $ansible = AnsibleVersion::installed();
        yield Diagnosis::well('Ansible', "{$ansible->version}, {$ansible->program}");
        $config = AnsibleConfig::read($this->environment);
        foreach ($config->warnings as $warning) {
            yield Diagnosis::warning('Ansible', $warning);
        }
        if ($config->pipelining) {
            yield Diagnosis::warning('Ansible', 'pipelining is on: what is interrupted goes on working on its server'
                . ' until it is done, and you are asked to resolve it');
        }
        Probe::require($this->environment, $config, again: true);
        yield Diagnosis::well('plugin', 'Ansible loads it');
    }

    /** @return iterable<Diagnosis> */
    private function inventory(): iterable
    {
        $servers = AnsibleInventory::read($this->environment, $this->settings)->servers();
        $shown = $this->environment->shown($this->settings->inventoryPath($this->environment));
        $count = \count($servers);
        yield $count === 0
            ? Diagnosis::problem('inventory', "{$shown} has no server")
            : Diagnosis::well('inventory', "{$shown} has " . ($count === 1 ? 'one server' : "{$count} servers"));
        $problems = 0;
        foreach ($servers as $server) {
            $problem = ReadyChecks::of($server, $this->environment->root)->problem;
            if ($problem !== null) {
                ++$problems;
                yield Diagnosis::problem($server->name, $problem);
            }
        }
        if ($count > 0 && $problems === 0) {
            $keys = array_map(static fn(Server $server): ?string => $server->keyFile, $servers);
            $keys = \count(array_unique(array_filter($keys)));
            yield Diagnosis::well('keys', $keys === 0
                ? 'the inventory names none; ssh looks for its own'
                : "all can be used ({$keys})");
        }
    }

    /** @return iterable<Diagnosis> */
    private function playbook(ActionKind $kind): iterable
    {
        $playbook = $this->settings->playbookPath($this->environment, $kind);
        $shown = $this->environment->shown($playbook);
        if (!is_file($playbook)) {
            yield $kind === ActionKind::Check
                ? Diagnosis::well('playbook', "no {$shown}: checks are `ansible -m ping`")
                : Diagnosis::warning('playbook', "there is no {$shown}: no {$kind->value} is possible");

            return;
        }
        $problem = (new SyntaxCheck($this->environment, $this->settings))->problem($kind);
        yield $problem === null ? Diagnosis::well('playbook', $shown) : Diagnosis::problem('playbook', $problem);
    }

    /** @return iterable<Diagnosis> */
    private function journal(): iterable
    {
        $folder = $this->environment->queueFolder();
        Journal::open($this->environment);
        yield Diagnosis::well('journal', $this->environment->shown($folder));
        $type = Tool::find('stat') === null ? '' : trim(Tool::run(['stat', '-f', '-c', '%T', $folder])->output());
        if (\in_array($type, self::SHARED, true)) {
            yield Diagnosis::problem('journal', "{$this->environment->shown($folder)} is on a file system that other"
                . " machines may use too ({$type}): locks do not hold there. Keep the project on a local disk");
        }
    }

    /** @return iterable<Diagnosis> */
    private function disk(): iterable
    {
        $needed = $this->settings->logMaxSize * max(1, $this->settings->maxParallelWorkers);
        foreach ([$this->environment->folder(), $this->environment->logFolder()] as $folder) {
            while (!is_dir($folder)) {
                $folder = \dirname($folder);
            }
            $shown = $folder === $this->environment->root ? 'the project' : $this->environment->shown($folder);
            if (!is_writable($folder)) {
                yield Diagnosis::problem('disk', "{$shown} is not writable for you");
                continue;
            }
            $free = (int) disk_free_space($folder);
            $message = "{$shown}: " . Size::format($free >> 20 << 20) . ' are free';
            yield $free < $needed
                ? Diagnosis::warning('disk', "{$message}, and logs may take " . Size::format($needed)
                    . ' (log_max_size for each worker)')
                : Diagnosis::well('disk', $message);
        }
    }
}
