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

    /** Of HTTP: "1.1", "2". */
    public readonly string $version;

    /** Empty if it went to HttpRequest::$sinkFile. */
    public readonly string $body;

    /**
     * Names in lower case, each with its values in the order they came.
     *
     * @var array<string, list<string>>
     */
    public readonly array $headers;

    /** Bytes of the body, decoded, also of one that went to a file. */
    public readonly int $bytes;

    /** How often the request was sent. */
    public readonly int $attempts;

    /** From the first start to the last byte. */
    public readonly float $seconds;

    private function __construct() {}

    /**
     * The value of a header, null if there is none; several values are joined by ", " (which says nothing of use for
     * Set-Cookie: see $headers).
     *
     * @param string $name in any case
     */
    public function header(string $name): ?string {}

    /**
     * A body that is not UTF-8 needs JSON_INVALID_UTF8_SUBSTITUTE or the like to become JSON.
     *
     * @return array{status: int, url: string, version: string, body: string, headers: array<string, list<string>>, bytes: int, attempts: int, seconds: float}
     */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong shape */
    public static function fromArray(array $values): HttpResponse {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
