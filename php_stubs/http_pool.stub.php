<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Sends many requests at once, and keeps connections open between them.
 *
 * Each address is checked when a connection to it is opened: only those of the public internet, and those that
 * HttpOptions::$allow names, are allowed. Proxies from environment variables are never used.
 *
 * @strict-properties
 * @not-serializable
 */
final class HttpPool
{
    public readonly HttpOptions $options;

    public function __construct(?HttpOptions $options = null) {}

    /**
     * The answer to one request, whatever its status. Signal handlers run while it waits.
     *
     * @throws HttpException when there is no answer; its $failure says why
     */
    public function send(HttpRequest $request): HttpResponse {}

    /**
     * Sends many requests, lazily: it takes requests only while there is room for them, and gives answers as they come.
     * For every request, under its own key, the batch yields an HttpResponse or a Failure exactly once.
     *
     * Anything else among the requests ends the iteration with a TypeError that names its key.
     *
     * @template TKey
     * @phpstan-param iterable<TKey, HttpRequest> $requests
     * @param bool $ordered true: answers come in the order of the requests (a slow one then delays those after it)
     * @phpstan-return HttpBatch<TKey>
     * @throws EngineException when no thread or descriptor is left, or libcurl is missing
     */
    public function sendAll(iterable $requests, bool $ordered = false): HttpBatch {}
}
