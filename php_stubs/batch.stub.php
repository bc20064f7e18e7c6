<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The palettes of many images, in the order they finish; with $ordered, in the order of the sources. palettes() makes
 * it. It can be iterated once.
 *
 * @template-covariant TKey = mixed
 * @implements \Iterator<TKey, Palette|Failure>
 * @strict-properties
 * @not-serializable
 */
final class Batch implements \Iterator
{
    private function __construct() {}

    /** @throws EngineException when called a second time after results were taken */
    public function rewind(): void {}

    /**
     * Waits for the next result. Signal handlers run while it waits.
     *
     * @throws \TypeError when a source is not a string, an SplFileInfo or a Source
     */
    public function valid(): bool {}

    public function current(): Palette|Failure {}

    /**
     * The source's own key.
     *
     * @phpstan-return TKey
     */
    public function key(): mixed {}

    public function next(): void {}

    /** Whether valid() would answer without waiting. Never blocks; always true in Sequential, which computes inside valid(). */
    public function isReady(): bool {}

    /**
     * A stream that is readable whenever isReady() may be true, for stream_select() and event loops. Call isReady()
     * when it becomes readable; never read from it.
     *
     * @return resource
     */
    public function stream() {}

    /** Takes no more sources. Running images finish; waiting ones become a Failure (cancelled). */
    public function stop(): void {}

    public function statistics(): Statistics {}

    /** @return array{pulled?: int, succeeded?: int, failed?: int, inFlight?: int, ordered?: bool, finished?: bool, parallelism?: Parallelism} empty if the batch cannot be used any more */
    public function __debugInfo(): array {}
}
