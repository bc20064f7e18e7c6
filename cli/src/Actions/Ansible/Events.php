<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

/**
 * What the file of events of one action says so far.
 */
final readonly class Events
{
    /**
     * @param bool $begun whether Ansible has begun the playbook; not that it has begun a task
     * @param ?string $ansible its version
     * @param int $tasks how many tasks were begun, on whatever server
     * @param int $facts how many of them only gathered facts, which Ansible does whatever tags are asked for
     * @param ?string $lastTask the task that was begun last
     * @param ?float $lastTaskAt when
     * @param bool $noHosts whether a play meant none of the servers
     * @param array<string, int> $changed how many tasks changed a server
     * @param list<TaskEvent> $failures tasks that failed, also those that the playbook rescued; the first of them
     * @param list<TaskEvent> $unreachable tasks that did not reach their server; the first of them
     * @param ?array<string, HostCounts> $recap null: the playbook has not come to its end
     * @param ?float $endedAt when it came to its end
     * @param list<string> $notes what was odd in the file; the first of it
     */
    public function __construct(
        public bool $begun = false,
        public ?string $ansible = null,
        public int $tasks = 0,
        public int $facts = 0,
        public ?string $lastTask = null,
        public ?float $lastTaskAt = null,
        public bool $noHosts = false,
        public array $changed = [],
        public array $failures = [],
        public array $unreachable = [],
        public ?array $recap = null,
        public ?float $endedAt = null,
        public array $notes = [],
    ) {}

    /** The last failure that the recap counts for this server; those before it may have been rescued. */
    public function failureOf(string $server): ?TaskEvent
    {
        return self::lastOf($this->failures, $server);
    }

    public function unreachableOf(string $server): ?TaskEvent
    {
        return self::lastOf($this->unreachable, $server);
    }

    /** @param list<TaskEvent> $events */
    private static function lastOf(array $events, string $server): ?TaskEvent
    {
        $found = null;
        foreach ($events as $event) {
            $found = $event->host === $server ? $event : $found;
        }

        return $found;
    }
}
