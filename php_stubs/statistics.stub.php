<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What a batch has done so far. At all times, $pulled = $succeeded + $failed + $inFlight.
 *
 * @strict-properties
 */
final class Statistics implements \JsonSerializable
{
    /** Sources or requests taken from the iterable. */
    public readonly int $pulled;

    /** Palettes or answers that the batch has given. */
    public readonly int $succeeded;

    /** Failures that the batch has given. */
    public readonly int $failed;

    /** Attempts beyond the first of each image or request. */
    public readonly int $retried;

    /** Pulled, and not given yet. */
    public readonly int $inFlight;

    /** Bytes read from files or received from the network. */
    public readonly int $bytesRead;

    /**
     * Bytes of request bodies that were sent, in all attempts. It grows while a request runs, about once a second: ask
     * again for the progress of an upload.
     */
    public readonly int $bytesSent;

    /** Time since the batch was made, until it ended. */
    public readonly float $seconds;

    /**
     * Failures by reason, without the reasons that did not occur.
     *
     * @var array<string, int>
     */
    public readonly array $failures;

    /**
     * What confines the decoding processes; empty in other modes and for requests.
     *
     * @var list<string>
     */
    public readonly array $sandbox;

    /** How images are computed; sequential for requests, which need no threads. */
    public readonly Parallelism $parallelism;

    private function __construct() {}

    /** @return array{pulled: int, succeeded: int, failed: int, retried: int, inFlight: int, bytesRead: int, bytesSent: int, seconds: float, failures: array<string, int>, sandbox: list<string>, parallelism: array{mode: string, processes: int, workers: int}} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): Statistics {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
