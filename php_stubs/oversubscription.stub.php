<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * More threads were asked for than this machine has processors for.
 *
 * @strict-properties
 */
final class Oversubscription implements \JsonSerializable
{
    /** Threads and processes that the request adds up to. */
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

    public static function fromArray(array $values): Oversubscription {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
