<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Actions that wait, and the rule that says which is next: the one with the largest priority, and among equals the one
 * that was added first. One action of a target is worked on at a time. An action whose target is busy, whose lock is held
 * by somebody else, or which comes after one that has not ended yet is passed over; nothing waits for it.
 *
 * The queue lives in memory: whoever wants to know after a crash what was done keeps a journal, at ActionStarting.
 *
 * @strict-properties
 * @not-serializable
 */
final class ActionQueue implements \Countable
{
    /**
     * @param int $workers actions that run at once; 0: one by one
     * @throws \ValueError when it is negative
     */
    public function __construct(int $workers = 0) {}

    /**
     * Also while the queue runs: with more, more are started at once; with fewer, the others finish.
     *
     * @throws \ValueError when it is negative
     */
    public function setWorkers(int $workers): void {}

    /**
     * Also while the queue runs, from inside the loop or a signal handler.
     *
     * @throws \ValueError when an action with its id waits, runs or is leased, when it comes after an id that was never
     *     added, or when open_basedir does not allow its files
     */
    public function add(Action $action): void {}

    /**
     * Takes actions whose turn it is out of the line, for code that executes them itself: its lock file and everything else
     * is then yours. Each keeps its target busy until it is completed or released, or until the lease expires: then it waits
     * again, with one attempt more. A run does not wait for leases.
     *
     * @param int $count at least 1
     * @param float $seconds 0.001 to 604800
     * @return list<Action> at most $count
     * @throws \ValueError when an argument is out of range
     */
    public function lease(int $count = 1, float $seconds = 60.0): array {}

    /** A leased action has ended Ok. False if it is not leased, or no longer. */
    public function complete(string $id): bool {}

    /** A leased action was not executed: it waits again, where it was. False if it is not leased, or no longer. */
    public function release(string $id): bool {}

    /** Takes an action that waits out of the queue: it has no result. False if none of this id waits. */
    public function remove(string $id): bool {}

    /**
     * Runs the actions that wait, and those that are added meanwhile, until none waits or runs. One run at a time.
     *
     * When the batch is no longer used, because the loop was left or PHP ends, all commands that run are killed at once
     * with their process groups; actions that were not started stay in the queue. To end gently, call stop(true) and go on
     * with the loop. Only a PHP that is itself killed by SIGKILL leaves its commands running.
     *
     * @param bool $output whether the batch gives ActionOutput, too
     * @throws EngineException when the queue runs already, or when no thread or descriptor is left
     */
    public function run(bool $output = false): ActionBatch {}

    /**
     * Nothing more is started: running actions finish, waiting ones become Cancelled. Go on with the loop to get their
     * results. Does nothing if the queue does not run.
     *
     * @param bool $force running ones are asked to end by their Action::$stopSignal, and killed after their
     *     Action::$stopGrace; they become Interrupted
     */
    public function stop(bool $force = false): void {}

    /** How many wait. */
    public function count(): int {}

    /**
     * Actions by what they do now, and how many have ended: with a result, by complete(), or by remove().
     *
     * @return array{waiting: int, running: int, leased: int, ended: int}
     */
    public function statistics(): array {}

    /** @return array{workers?: int, waiting?: int, running?: int, leased?: int, ended?: int} empty if the queue belongs to another process */
    public function __debugInfo(): array {}
}
