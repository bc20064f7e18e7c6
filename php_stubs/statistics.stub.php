<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What a batch has done so far. $pulled = $succeeded + $failed + $inFlight, always.
 *
 * @strict-properties
 */
final class Statistics implements \JsonSerializable
{
    /** Sources taken from the iterable. */
    public readonly int $pulled;

    /** Palettes delivered. */
    public readonly int $succeeded;

    /** Failures delivered. */
    public readonly int $failed;

    /** Attempts beyond the first of an image. */
    public readonly int $retried;

    /** Pulled and not yet delivered. */
    public readonly int $inFlight;

    /** Bytes read from files. */
    public readonly int $bytesRead;

    /** Since the batch was made; stands still once it has ended. */
    public readonly float $seconds;

    /**
     * Failures by reason, without the reasons that did not occur.
     *
     * @var array<string, int>
     */
    public readonly array $failures;

    /**
     * What confines the decoders: empty unless the mode is Processes.
     *
     * @var list<string>
     */
    public readonly array $sandbox;

    public readonly Parallelism $parallelism;

    private function __construct() {}

    /** @return array{pulled: int, succeeded: int, failed: int, retried: int, inFlight: int, bytesRead: int, seconds: float, failures: array<string, int>, sandbox: list<string>, parallelism: array{mode: string, processes: int, workers: int}} */
    public function toArray(): array {}

    public static function fromArray(array $values): Statistics {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
