<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The process of an action runs.
 *
 * @strict-properties
 */
final class ActionStarted implements \JsonSerializable
{
    public readonly Action $action;

    /** Of the process, of its process group and of its session. */
    public readonly int $pid;

    /**
     * When the process was started, in clock ticks since the system's boot, as field 22 of /proc/PID/stat: with the pid, it
     * tells the process from any other until the next boot. 0 where there is no /proc.
     */
    public readonly int $startTicks;

    private function __construct() {}

    /** @return array{action: array{id: string, target: string, command: non-empty-list<string>, priority: int, directory: ?string, environment: array<string, string>, timeout: ?float, maxAttempts: int, after: list<string>, outputFile: ?string, lockFile: ?string, stopSignal: int, stopGrace: float}, pid: int, startTicks: int} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): ActionStarted {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
