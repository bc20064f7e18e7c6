<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Sends many requests at once, over connections that are kept open between them, from a thread of its own.
 *
 * Every address is checked when it is connected to: without HttpOptions::$allow only those of the public internet are
 * let through. The environment's proxy is never used.
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
     * @throws HttpException when there is no answer; its $failure tells why
     */
    public function send(HttpRequest $request): HttpResponse {}

    /**
     * Sends many requests, lazily: they are pulled only while there is room for them, and answers come out as they
     * come in. The batch yields, under the request's own key, an HttpResponse or a Failure for every request, exactly
     * once each.
     *
     * Anything else than an HttpRequest among the requests ends the iteration with a TypeError that names its key.
     *
     * @phpstan-param iterable<mixed, HttpRequest> $requests
     * @param bool $ordered true: answers come in the order of the requests (a slow one then holds up the ones after it)
     * @throws EngineException when no thread or descriptor is left, or libcurl is missing
     */
    public function sendAll(iterable $requests, bool $ordered = false): HttpBatch {}
}
