<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * A command to be run on behalf of a target: a server, a gallery, whatever may be worked on by one command at a time.
 *
 * The command is started without a shell, in a session and process group of its own, with STDIN from /dev/null and all
 * signals at their defaults.
 *
 * @strict-properties
 */
final class Action implements \JsonSerializable
{
    /** Not empty. One action of a queue has it at a time; it may be used again when that has ended. */
    public readonly string $id;

    /** Not empty. A queue runs one action of a target at a time. */
    public readonly string $target;

    /**
     * The program and its arguments. A program without a slash is looked up in the PATH that the command gets; a relative
     * path starts from $directory.
     *
     * @var non-empty-list<string>
     */
    public readonly array $command;

    /** Larger ones come first; among equals, those that were added first. */
    public readonly int $priority;

    /** Folder that the command starts in; null: PHP's current one, at the time of ActionQueue::add(). */
    public readonly ?string $directory;

    /**
     * Variables that the command gets besides those that getenv() shows when it starts; of the same name, these win.
     *
     * @var array<string, string>
     */
    public readonly array $environment;

    /** Seconds of one attempt, after which the command is stopped; null: no limit. */
    public readonly ?float $timeout;

    /**
     * How often it is started at most, until it ends with exit code 0. It is tried again after Failed, Timeout and
     * NotStarted, after a random pause of at most 0.25 s, then 0.5 s, 1 s and so on up to 20 s. It holds no worker
     * meanwhile, but keeps its target. ActionResult tells of the last attempt only.
     */
    public readonly int $maxAttempts;

    /**
     * Ids of actions that must have ended Ok before this one is started. If one ends otherwise or is removed, this one is
     * Skipped. They must have been added before, so there are no circles.
     *
     * @var list<string>
     */
    public readonly array $after;

    /**
     * File for STDOUT and STDERR, which is appended to, and made with mode 0600 if there is none. The command itself
     * writes to it, so that it goes on even if PHP is killed. It must not be a symbolic link. null: pipes, of which
     * ActionResult has the head and the tail; when PHP is killed, a command that writes to them is ended by SIGPIPE.
     */
    public readonly ?string $outputFile;

    /**
     * File that is locked by flock() while the command runs, made with mode 0600 if there is none. The command holds the
     * lock itself, as descriptor 10: if PHP is killed, the file stays locked until the command has ended, and all that have
     * inherited the descriptor from it. While somebody else holds the lock, the action waits, and others are started; the
     * lock is tried ten times a second. It must not be a symbolic link.
     */
    public readonly ?string $lockFile;

    /** Number of the signal by which the command's process group is asked to end: for the timeout, and by ActionQueue::stop(true). */
    public readonly int $stopSignal;

    /** Seconds from there to SIGKILL. When the command itself has ended, what is left of its group is killed at once. */
    public readonly float $stopGrace;

    /**
     * @param string $id not empty
     * @param string $target not empty
     * @phpstan-param non-empty-list<string> $command
     * @phpstan-param array<string, string> $environment names without "="; no value may be null
     * @param float|null $timeout seconds, 0.001 to 604800
     * @param int $maxAttempts 1 to 1000000
     * @phpstan-param list<string> $after
     * @param int $stopSignal 1 to 64
     * @param float $stopGrace seconds, 0 to 86400
     * @throws \ValueError when a value is out of range, is empty or holds a null byte
     */
    public function __construct(string $id, string $target, array $command, int $priority = 0, ?string $directory = null, array $environment = [], ?float $timeout = null, int $maxAttempts = 1, array $after = [], ?string $outputFile = null, ?string $lockFile = null, int $stopSignal = 15, float $stopGrace = 10.0) {}

    /**
     * A copy with some values changed, named as in the constructor: $action->with(priority: 1).
     */
    public function with(mixed ...$changes): Action {}

    /** @return array{id: string, target: string, command: non-empty-list<string>, priority: int, directory: ?string, environment: array<string, string>, timeout: ?float, maxAttempts: int, after: list<string>, outputFile: ?string, lockFile: ?string, stopSignal: int, stopGrace: float} */
    public function toArray(): array {}

    /**
     * @phpstan-param array{id: string, target: string, command: non-empty-list<string>, priority?: int, directory?: ?string, environment?: array<string, string>, timeout?: ?float, maxAttempts?: int, after?: list<string>, outputFile?: ?string, lockFile?: ?string, stopSignal?: int, stopGrace?: float} $values
     * @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): Action {}

    /** What var_dump() shows: without the values of the environment, which may be secret. toArray(), JSON and serialize() keep them. */
    public function __debugInfo(): array {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
