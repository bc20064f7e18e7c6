<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The answers to many requests, in the order they arrive; with $ordered, in the order of the requests.
 * HttpPool::sendAll() makes it. It can be iterated once.
 *
 * @template-covariant TKey = mixed
 * @implements \Iterator<TKey, HttpResponse|Failure>
 * @strict-properties
 * @not-serializable
 */
final class HttpBatch implements \Iterator
{
    private function __construct() {}

    /**
     * @throws EngineException when called a second time after results were taken
     * @implementation-alias PhotoLibrary\Batch::rewind
     */
    public function rewind(): void {}

    /**
     * Waits for the next answer. Signal handlers run while it waits.
     *
     * @throws \TypeError when a request is not an HttpRequest
     * @implementation-alias PhotoLibrary\Batch::valid
     */
    public function valid(): bool {}

    /**
     * An answer, whatever its status, or the reason why there is none.
     *
     * @implementation-alias PhotoLibrary\Batch::current
     */
    public function current(): HttpResponse|Failure {}

    /**
     * The request's own key.
     *
     * @phpstan-return TKey
     * @implementation-alias PhotoLibrary\Batch::key
     */
    public function key(): mixed {}

    /** @implementation-alias PhotoLibrary\Batch::next */
    public function next(): void {}

    /**
     * Whether valid() would answer without waiting. Never blocks.
     *
     * @implementation-alias PhotoLibrary\Batch::isReady
     */
    public function isReady(): bool {}

    /**
     * A stream that is readable whenever isReady() may be true, for stream_select() and event loops. Call isReady()
     * when it becomes readable; never read from it.
     *
     * @return resource
     * @implementation-alias PhotoLibrary\Batch::stream
     */
    public function stream() {}

    /**
     * Takes no more requests. Running ones finish; waiting ones become a Failure (cancelled).
     *
     * @implementation-alias PhotoLibrary\Batch::stop
     */
    public function stop(): void {}

    /** @implementation-alias PhotoLibrary\Batch::statistics */
    public function statistics(): Statistics {}

    /**
     * @return array{pulled?: int, succeeded?: int, failed?: int, inFlight?: int, ordered?: bool, finished?: bool} empty if the batch cannot be used any more
     * @implementation-alias PhotoLibrary\Batch::__debugInfo
     */
    public function __debugInfo(): array {}
}
