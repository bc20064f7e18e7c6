<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions;

use PhotoLibrary\Action;
use PhotoLibrary\ActionQueue;
use PhotoLibrary\Actions\Ansible\AnsibleException;
use PhotoLibrary\Actions\Ansible\SyntaxCheck;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Config\SettingsFile;
use PhotoLibrary\Actions\Inventory\Server;
use PhotoLibrary\Actions\Journal\Added;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Actions\Run\Inventories;
use PhotoLibrary\Actions\Run\LogFiles;
use PhotoLibrary\Actions\Run\Observer;
use PhotoLibrary\Actions\Run\Observers;
use PhotoLibrary\Actions\Run\ProgressCallback;
use PhotoLibrary\Actions\Run\Report;
use PhotoLibrary\Actions\Run\Session;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;

/**
 * Queues actions of the servers of an environment and runs them with as many workers as it is told: never two on one
 * server, and never one again of which nobody knows how it ended.
 *
 *     $orchestrator = new Orchestrator($environment, $status);
 *     $orchestrator->setMaxWorkers(5);
 *     $orchestrator->queueDeploy($serverNames, 1);
 *     $report = $orchestrator->start($servers);
 */
final class Orchestrator
{
    private readonly Settings $settings;
    private readonly Journal $journal;
    private readonly Inventories $inventories;
    private readonly SyntaxCheck $syntax;

    /** Seconds after which an action of nextBatch() waits again. */
    private const LEASE = 60.0;

    private int $maxWorkers;
    private ?Session $session = null;

    /** Whether by force; null: not at all. It may come before the run. */
    private ?bool $stopAsked = null;

    private ?ActionQueue $leases = null;

    /** @var array<string, JournalEntry> by id: what $leases has */
    private array $leasable = [];

    private ?RunnerLock $lock = null;

    /** @var list<Observer> */
    private array $observers = [];

    /** @param Settings|null $settings null: those of the environment's config.yml */
    public function __construct(
        private readonly Environment $environment,
        private readonly StatusManager $status,
        ?Settings $settings = null,
    ) {
        $this->settings = $settings ?? SettingsFile::load($environment);
        $this->journal = Journal::open($environment);
        $this->inventories = new Inventories($environment, $this->settings);
        $this->syntax = new SyntaxCheck($environment, $this->settings);
        $this->maxWorkers = max(0, $this->settings->maxParallelWorkers);
    }

    // ---- workers ----------------------------------------------------------------------------------------------------

    /** Also while it runs. 0: one after the other; less than 0 means 0. */
    public function setMaxWorkers(int $workers): void
    {
        if ($workers < 0) {
            trigger_error("setMaxWorkers({$workers}): less than 0 workers means 0, one action at a time", E_USER_WARNING);
        }
        $this->maxWorkers = max(0, $workers);
        $this->session?->setMaxWorkers($this->maxWorkers);
    }

    public function getActiveWorkers(): int
    {
        return $this->session?->activeWorkers() ?? 0;
    }

    public function isRunning(): bool
    {
        return $this->session !== null;
    }

    // ---- the queue --------------------------------------------------------------------------------------------------

    /**
     * @param list<string|Server> $servers
     * @param list<string> $tags none: those of the configuration
     */
    public function queueProvision(array $servers, int $priority = 0, array $tags = []): Added
    {
        return $this->queue(ActionKind::Provision, $servers, new QueueOptions($priority, $tags));
    }

    /**
     * @param list<string|Server> $servers
     * @param list<string> $tags none: those of the configuration
     */
    public function queueDeploy(array $servers, int $priority = 0, array $tags = []): Added
    {
        return $this->queue(ActionKind::Deploy, $servers, new QueueOptions($priority, $tags));
    }

    /**
     * @param list<string|Server> $servers
     * @param list<string> $tags
     */
    public function queueCheck(array $servers, int $priority = 0, array $tags = []): Added
    {
        return $this->queue(ActionKind::Check, $servers, new QueueOptions($priority, $tags));
    }

    /**
     * All of them, or none. What waits already is not queued twice.
     *
     * @param list<string|Server> $servers
     */
    public function queue(ActionKind $kind, array $servers, QueueOptions $options): Added
    {
        $names = array_map(static fn(string|Server $server): string => \is_string($server) ? $server : $server->name, $servers);
        if ($names === []) {
            return new Added([], []);
        }
        $known = array_map(static fn(Server $server): string => $server->name, $this->inventories->current()->select($names));

        return $this->journal->addAll((new Queuing($this->settings, $this->maxWorkers))->entries($kind, $known, $options));
    }

    /** @param list<string> $patterns names of servers or groups, or patterns of Ansible; none: all servers
     *  @return list<Server> */
    public function select(array $patterns): array
    {
        return $this->inventories->current()->select($patterns);
    }

    /**
     * Whether Ansible can read the playbook, before anything is queued.
     *
     * @throws AnsibleException
     */
    public function demandPlaybook(ActionKind $kind, ?string $extraVarsFile = null): void
    {
        $problem = $this->syntax->problem($kind, $extraVarsFile);
        if ($problem !== null) {
            throw new AnsibleException(ucfirst($problem) . '. Nothing was started.');
        }
    }

    public function getQueueSize(): int
    {
        return \count($this->journal->waiting());
    }

    /** @return list<JournalEntry> in the order in which they begin */
    public function getQueuedActions(): array
    {
        return $this->journal->waiting();
    }

    /** @return int how many were cancelled */
    public function clearQueue(): int
    {
        return $this->journal->clear();
    }

    /**
     * Takes actions out of the line, for code that executes them itself. One that is not completed within a minute waits
     * again.
     *
     * @return list<JournalEntry>
     */
    public function nextBatch(int $count): array
    {
        $this->lock("actions of another program's own");
        $this->leases ??= new ActionQueue();
        $waiting = array_column($this->journal->waiting(), null, 'id');
        foreach (array_diff_key($this->leasable, $waiting) as $id => $_) {
            $this->leases->remove($id); // it was cancelled
        }
        foreach (array_diff_key($waiting, $this->leasable) as $entry) {
            $this->leases->add(new Action($entry->id, $entry->server, ['true'], $entry->priority));
        }
        $this->leasable = $waiting;

        return array_map(fn(Action $action): JournalEntry => $this->journal->find($action->id), $this->leases->lease($count, self::LEASE));
    }

    /** An action of nextBatch() is done. False if it waits again, since its time is over, or is none of them. */
    public function completeById(string $id): bool
    {
        $isDone = $this->leases?->complete($id) === true && $this->journal->ended($id, EntryState::Ok);
        unset($this->leasable[$id]);

        return $isDone;
    }

    // ---- running ----------------------------------------------------------------------------------------------------

    /**
     * Runs what waits, until nothing does or it is stopped.
     *
     * @param list<string|Server> $servers only actions of these; none: of all
     * @throws Support\LockedException when another process runs the actions of this environment
     */
    public function start(array $servers = []): Report
    {
        return $this->run($servers, false);
    }

    /** Runs what waits and what will be queued, until it is stopped. */
    public function work(): Report
    {
        return $this->run([], true);
    }

    public function processQueueParallel(): Report
    {
        $this->maxWorkers = max(1, $this->maxWorkers);

        return $this->run([], false);
    }

    public function processQueueSequential(): Report
    {
        $this->maxWorkers = 0;

        return $this->run([], false);
    }

    /** Nothing more begins, and what runs finishes; by force, what runs is interrupted. */
    public function stop(bool $force = false): void
    {
        $this->stopAsked = $this->stopAsked === true || $force;
        $this->session?->stop($force);
    }

    /** @param callable(Run\View): void $call several times a second */
    public function onProgress(callable $call): void
    {
        $this->observe(new ProgressCallback($call(...)));
    }

    public function observe(Observer $observer): void
    {
        $this->observers[] = $observer;
    }

    /**
     * Nobody else runs the actions of this environment until this object is gone.
     *
     * @param string $what is done, for who comes second
     * @throws Support\LockedException
     */
    public function lock(string $what): void
    {
        (new LogFiles($this->environment))->prepare();
        $this->lock ??= RunnerLock::require($this->environment, $what);
    }

    /** @param list<string|Server> $servers */
    private function run(array $servers, bool $staysOpen): Report
    {
        if ($this->session !== null) {
            throw new \LogicException('This orchestrator runs already.');
        }
        $this->lock($staysOpen ? 'all actions, as they are queued' : 'the actions that wait');
        $lock = $this->lock ?? throw new \LogicException('Nobody holds the lock.');
        try {
            $this->session = new Session($this->environment, $this->settings, $this->journal, $this->status, $this->inventories, $this->syntax, $lock, new Observers(...$this->observers));
            $names = array_map(static fn(string|Server $server): string => \is_string($server) ? $server : $server->name, $servers);
            if ($this->stopAsked !== null) {
                $this->session->stop($this->stopAsked);
            }

            return $this->session->run($this->maxWorkers, $names, $staysOpen);
        } finally {
            $this->session = null;
            $this->stopAsked = null;
            $lock->release();
            $this->lock = null;
        }
    }
}
