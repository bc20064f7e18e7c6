<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * A warning: more threads and processes were requested than the available processors can run well.
 *
 * @strict-properties
 */
final class Oversubscription implements \JsonSerializable
{
    /** Threads and processes that were requested, all together. */
    public readonly int $total;

    /** Processors that this process may use. */
    public readonly int $cpus;

    /** A number of processes that would fit with the same number of workers; null if none would. */
    public readonly ?int $suggestedProcesses;

    /** A number of workers that would fit with the same number of processes; null if none would. */
    public readonly ?int $suggestedWorkers;

    private function __construct() {}

    /** @return array{total: int, cpus: int, suggestedProcesses: ?int, suggestedWorkers: ?int} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): Oversubscription {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
