<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * How many images are computed at once, and where. At most 256 at once.
 *
 * @strict-properties
 */
final class Parallelism implements \JsonSerializable
{
    public readonly Mode $mode;

    /** Processes that decode; 1 unless $mode is Processes. */
    public readonly int $processes;

    /** Threads that decode in each of them. */
    public readonly int $workers;

    private function __construct() {}

    /** One image at a time, in the PHP thread. */
    public static function sequential(): Parallelism {}

    /**
     * Threads of this process, without isolation.
     *
     * @param int|null $workers 1 to 256; null: one per usable processor
     * @throws \ValueError when $workers is out of range
     */
    public static function workers(?int $workers = null): Parallelism {}

    /**
     * Isolated processes: an image that makes its decoder crash, hang or run out of memory loses only its own palette.
     * The processes are started with the PHP command line, see the ini setting photolibrary.php_binary. Only Linux has
     * them: elsewhere, whoever computes with them gets an EngineException.
     *
     * @param int|null $processes 1 to 256; null: one per usable processor
     * @param int $workers threads in each process; $processes × $workers is at most 256
     * @throws \ValueError when a number is out of range
     */
    public static function processes(?int $processes = null, int $workers = 1): Parallelism {}

    /**
     * The default: one process per usable processor on the command line (threads on a platform that has no isolated
     * processes), one image at a time under a web server.
     */
    public static function detect(): Parallelism {}

    /** Processors that this process may use, by its CPU affinity and the CPU quota of its control group. */
    public static function usableCpus(): int {}

    /** Null unless there are more than 1.5 × usableCpus() threads and processes. */
    public function oversubscription(): ?Oversubscription {}

    /** @return array{mode: string, processes: int, workers: int} */
    public function toArray(): array {}

    /**
     * @phpstan-param array{mode: string, processes?: int, workers?: int} $values
     * @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): Parallelism {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
