<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The limits of transfers: how many at once, how long, how often, how much, and to which addresses.
 *
 * @strict-properties
 */
final class HttpOptions implements \JsonSerializable
{
    /** Transfers at once. */
    public readonly int $concurrency;

    /** Connections to one host at once. */
    public readonly int $perHost;

    /**
     * Further attempts after a temporary failure: a broken connection, or status 408, 425, 429, 500, 502, 503 or 504. A
     * Retry-After header is obeyed.
     */
    public readonly int $retries;

    /** Seconds to open a connection. */
    public readonly float $connectTimeout;

    /** Seconds for a request and all its retries, from the first attempt. */
    public readonly float $timeout;

    /** A body with more bytes than this, decoded, is too_large. */
    public readonly int $maxBytes;

    /** Redirects to follow. 0: a redirect is returned as the answer. */
    public readonly int $maxRedirects;

    /**
     * Addresses allowed in addition to the public internet: hosts ("images.internal", "*.example.org" for all hosts
     * below), addresses and CIDRs ("10.0.0.0/8", "fd00::/8").
     *
     * @var list<string>
     */
    public readonly array $allow;

    /**
     * URL of a proxy; null: none. Proxy variables of the environment are ignored. It may contain a password, and so may
     * toArray(), JSON and serialize().
     */
    public readonly ?string $proxy;

    /**
     * Seconds that a server may take to answer: from the end of the request until the answer begins, in each attempt.
     * null: as long as $timeout allows.
     */
    public readonly ?float $answerTimeout;

    /**
     * @param int $concurrency 1 to 1024
     * @param int $perHost 1 to 64
     * @param int $retries 0 to 20
     * @param float $connectTimeout seconds, 0.001 to 3600
     * @param float $timeout seconds, 0.001 to 86400
     * @param int $maxBytes at least 1
     * @param int $maxRedirects 0 to 20
     * @phpstan-param list<string> $allow hosts, addresses and CIDRs
     * @param float|null $answerTimeout seconds, 0.001 to 86400
     * @throws \ValueError when a value is out of range, or $allow contains anything else
     */
    public function __construct(int $concurrency = 32, int $perHost = 6, int $retries = 3, float $connectTimeout = 10.0, float $timeout = 60.0, int $maxBytes = 268435456, int $maxRedirects = 5, array $allow = [], ?string $proxy = null, ?float $answerTimeout = null) {}

    /**
     * A copy with some values changed, named as in the constructor: $options->with(concurrency: 8).
     */
    public function with(mixed ...$changes): HttpOptions {}

    /** @return array{concurrency: int, perHost: int, retries: int, connectTimeout: float, timeout: float, maxBytes: int, maxRedirects: int, allow: list<string>, proxy: ?string, answerTimeout: ?float} */
    public function toArray(): array {}

    /**
     * @phpstan-param array{concurrency?: int, perHost?: int, retries?: int, connectTimeout?: float, timeout?: float, maxBytes?: int, maxRedirects?: int, allow?: list<string>, proxy?: ?string, answerTimeout?: ?float} $values
     * @throws \ValueError when a key is unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): HttpOptions {}

    public function jsonSerialize(): array {}

    /** What var_dump() shows: the proxy without its user and password. */
    public function __debugInfo(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
