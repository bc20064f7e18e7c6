<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Support\PlainText;

/**
 * Gathers events one by one.
 */
final class EventsSoFar
{
    /** Failures, notes and servers that are kept, each. A loop may fail thousands of times. */
    private const MAX_KEPT = 200;
    private const MAX_NAME = 200;
    private const MAX_MESSAGE = 500;

    private bool $begun = false;
    private ?string $ansible = null;
    private int $tasks = 0;
    private int $facts = 0;
    private ?string $lastTask = null;
    private ?float $lastTaskAt = null;
    private bool $noHosts = false;
    /** @var array<string, int> */
    private array $changed = [];
    /** @var list<TaskEvent> */
    private array $failures = [];
    /** @var list<TaskEvent> */
    private array $unreachable = [];
    /** @var ?array<string, HostCounts> */
    private ?array $recap = null;
    private ?float $endedAt = null;
    /** @var list<string> */
    private array $notes = [];

    /**
     * @param array<mixed> $event
     * @return bool false if it is none
     */
    public function add(array $event): bool
    {
        $time = $event['time'] ?? null;
        if (!\is_float($time) && !\is_int($time)) {
            return false;
        }

        return match ($event['event'] ?? null) {
            'begin' => $this->begin($event),
            'play' => true,
            'no_hosts' => $this->noHosts = true,
            'task' => $this->task($event, (float) $time),
            'ok', 'skipped', 'ignored' => self::text($event, 'host') !== null,
            'changed' => $this->changed($event),
            'failed' => $this->keep($this->failures, $event, (float) $time),
            'unreachable' => $this->keep($this->unreachable, $event, (float) $time),
            'recap' => $this->recap($event, (float) $time),
            default => false,
        };
    }

    public function note(string $note): void
    {
        if (\count($this->notes) < self::MAX_KEPT) {
            $this->notes[] = $note;
        }
    }

    /** @param ?string $note one that holds at this moment only */
    public function toEvents(?string $note): Events
    {
        return new Events(
            $this->begun,
            $this->ansible,
            $this->tasks,
            $this->facts,
            $this->lastTask,
            $this->lastTaskAt,
            $this->noHosts,
            $this->changed,
            $this->failures,
            $this->unreachable,
            $this->recap,
            $this->endedAt,
            $note === null ? $this->notes : [...$this->notes, $note],
        );
    }

    /** @param array<mixed> $event */
    private function begin(array $event): bool
    {
        $this->begun = true;
        $this->ansible = self::text($event, 'ansible');

        return true;
    }

    /** @param array<mixed> $event */
    private function task(array $event, float $time): bool
    {
        $task = self::text($event, 'task');
        if ($task === null) {
            return false;
        }
        ++$this->tasks;
        $this->facts += str_ends_with(self::text($event, 'action') ?? '', 'gather_facts') ? 1 : 0;
        $this->lastTask = $task;
        $this->lastTaskAt = $time;

        return true;
    }

    /** @param array<mixed> $event */
    private function changed(array $event): bool
    {
        $host = self::text($event, 'host');
        if ($host === null) {
            return false;
        }
        if (isset($this->changed[$host]) || \count($this->changed) < self::MAX_KEPT) {
            $this->changed[$host] = ($this->changed[$host] ?? 0) + 1;
        }

        return true;
    }

    /**
     * @param list<TaskEvent> $list
     * @param array<mixed> $event
     */
    private function keep(array &$list, array $event, float $time): bool
    {
        $host = self::text($event, 'host');
        $task = self::text($event, 'task');
        if ($host === null || $task === null) {
            return false;
        }
        if (\count($list) >= self::MAX_KEPT) {
            array_pop($list); // the last one is what ended the action
        }
        $list[] = new TaskEvent($host, $task, self::text($event, 'message', self::MAX_MESSAGE) ?? '', $time);

        return true;
    }

    /** @param array<mixed> $event */
    private function recap(array $event, float $time): bool
    {
        $hosts = $event['hosts'] ?? null;
        if (!\is_array($hosts) || !$this->begun || $this->recap !== null) {
            return false;
        }
        $recap = [];
        foreach ($hosts as $host => $counts) {
            $counts = HostCounts::from($counts);
            if ($counts === null) {
                return false;
            }
            $recap[PlainText::line((string) $host, self::MAX_NAME)] = $counts;
        }
        $this->recap = $recap;
        $this->endedAt = $time;

        return true;
    }

    /** @param array<mixed> $event */
    private static function text(array $event, string $name, int $limit = self::MAX_NAME): ?string
    {
        $text = $event[$name] ?? null;

        return \is_string($text) ? PlainText::line($text, $limit) : null;
    }
}
