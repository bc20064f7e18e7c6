<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What became of an action: every action that waits when a queue runs has exactly one, or stays in the queue.
 *
 * @strict-properties
 */
final class ActionResult implements \JsonSerializable
{
    public readonly Action $action;

    public readonly ActionOutcome $outcome;

    /** null if the command did not end by itself, or was never started. */
    public readonly ?int $exitCode;

    /** Number of the signal that ended it; null if none did. */
    public readonly ?int $signal;

    /** The one that this is the result of, from 1; 0 if it was never started. */
    public readonly int $attempt;

    /** The one that it occupied, from 1; 0 if it had none. */
    public readonly int $worker;

    /** From the start of the process to its end. */
    public readonly float $seconds;

    /** Processor time of the command and of those of its children that it has waited for. */
    public readonly float $cpuSeconds;

    /**
     * Of STDOUT: the first and the last 32 KiB, and how many bytes there were between them. Empty if the action has an
     * output file.
     *
     * @var array{head: string, tail: string, dropped: int}
     */
    public readonly array $output;

    /**
     * Of STDERR, likewise.
     *
     * @var array{head: string, tail: string, dropped: int}
     */
    public readonly array $errors;

    /** Bytes that no ActionOutput has told, for 1 MiB of output waited to be taken already. */
    public readonly int $untold;

    /** One sentence, which names the program; empty for Ok. */
    public readonly string $message;

    private function __construct() {}

    /**
     * Output that is not UTF-8 needs JSON_INVALID_UTF8_SUBSTITUTE or the like to become JSON.
     *
     * @return array{action: array{id: string, target: string, command: non-empty-list<string>, priority: int, directory: ?string, environment: array<string, string>, timeout: ?float, maxAttempts: int, after: list<string>, outputFile: ?string, lockFile: ?string, stopSignal: int, stopGrace: float}, outcome: string, exitCode: ?int, signal: ?int, attempt: int, worker: int, seconds: float, cpuSeconds: float, output: array{head: string, tail: string, dropped: int}, errors: array{head: string, tail: string, dropped: int}, untold: int, message: string}
     */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): ActionResult {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
