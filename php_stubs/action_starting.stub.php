<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * An action is about to be started. Its process does not exist yet: it starts when the iteration moves on, and not at all
 * if the loop is left or the queue is stopped here. This is the place for a journal.
 *
 * @strict-properties
 */
final class ActionStarting implements \JsonSerializable
{
    public readonly Action $action;

    /** From 1. */
    public readonly int $attempt;

    /** Number of the worker that the action occupies until its ActionResult, from 1: the lowest that is free. */
    public readonly int $worker;

    /** Actions that occupy workers now, with this one. */
    public readonly int $active;

    /** Workers that there are: at least 1. */
    public readonly int $workers;

    private function __construct() {}

    /** @return array{action: array{id: string, target: string, command: non-empty-list<string>, priority: int, directory: ?string, environment: array<string, string>, timeout: ?float, maxAttempts: int, after: list<string>, outputFile: ?string, lockFile: ?string, stopSignal: int, stopGrace: float}, attempt: int, worker: int, active: int, workers: int} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): ActionStarting {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
