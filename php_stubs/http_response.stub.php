<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The answer to a request, whatever its status.
 *
 * @strict-properties
 */
final class HttpResponse implements \JsonSerializable
{
    public readonly int $status;

    /** The URL that answered, after redirects. */
    public readonly string $url;

    /** Version of HTTP: "1.1" or "2". */
    public readonly string $version;

    /** Decompressed; empty if it was written to HttpRequest::$sinkFile. */
    public readonly string $body;

    /**
     * Names in lower case, each with its values in the order they came.
     *
     * @var array<string, list<string>>
     */
    public readonly array $headers;

    /** Bytes of the body after decompression, also if it was written to a file. */
    public readonly int $bytes;

    /** How often the request was sent. */
    public readonly int $attempts;

    /** Seconds from the start of the first attempt to the last byte. */
    public readonly float $seconds;

    private function __construct() {}

    /**
     * The value of a header, null if there is none. Several values are joined by ", "; for Set-Cookie, where that is
     * ambiguous, use $headers.
     *
     * @param string $name in any case
     */
    public function header(string $name): ?string {}

    /**
     * To encode a body that is not UTF-8 as JSON, pass a flag like JSON_INVALID_UTF8_SUBSTITUTE.
     *
     * @return array{status: int, url: string, version: string, body: string, headers: array<string, list<string>>, bytes: int, attempts: int, seconds: float}
     */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): HttpResponse {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
