<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * One request.
 *
 * @strict-properties
 */
final class HttpRequest implements \JsonSerializable
{
    /** Begins with http:// or https://. */
    public readonly string $url;

    /** In upper case. */
    public readonly string $method;

    /**
     * Names as they were given, each with its value or its values. Your Content-Length and Transfer-Encoding are not
     * sent: the engine sets them.
     *
     * @var array<string, string|list<string>>
     */
    public readonly array $headers;

    public readonly string $body;

    /** Path of a file that is sent in place of a body. */
    public readonly ?string $bodyFile;

    /**
     * Path of a file that the answer's body is written to; null: HttpResponse::$body holds it. If the answer has no body
     * (HEAD, 204, 304), the file is not touched. After a Failure the file may hold the beginning of the body.
     */
    public readonly ?string $sinkFile;

    /** Seconds for all attempts; null: HttpOptions::$timeout. */
    public readonly ?float $timeout;

    /**
     * Whether it may be sent again after a failure even if its method is not idempotent (POST, PATCH). The others are
     * sent again in any case.
     */
    public readonly bool $retryUnsafe;

    /**
     * A multipart/form-data body, as HTML forms send it, with an exact Content-Length. Files are read while they are
     * sent.
     *
     * @var list<FormPart>
     */
    public readonly array $parts;

    /**
     * @param string $url begins with http:// or https://
     * @param string $method a token
     * @phpstan-param array<string, string|list<string>> $headers names that are tokens, values without line breaks; no list
     * @param string $body none for HEAD
     * @param string|\SplFileInfo|null $bodyFile path; not together with a body, nor for HEAD
     * @param string|\SplFileInfo|null $sinkFile path
     * @param float|null $timeout seconds, 0.001 to 86400
     * @phpstan-param list<FormPart> $parts not together with a body, a bodyFile or a Content-Type of one's own, nor for HEAD
     * @throws \ValueError when a value is out of range or ill-formed
     * @throws \TypeError when a header's value is neither a string nor a list of strings, or $parts is no list of FormPart
     */
    public function __construct(string $url, string $method = 'GET', array $headers = [], string $body = '', string|\SplFileInfo|null $bodyFile = null, string|\SplFileInfo|null $sinkFile = null, ?float $timeout = null, bool $retryUnsafe = false, array $parts = []) {}

    /**
     * A copy with some values changed, named as in the constructor: $request->with(method: 'HEAD').
     */
    public function with(mixed ...$changes): HttpRequest {}

    /**
     * A body that is not UTF-8 needs JSON_INVALID_UTF8_SUBSTITUTE or the like to become JSON.
     *
     * @return array{url: string, method: string, headers: array<string, string|list<string>>, body: string, bodyFile: ?string, sinkFile: ?string, timeout: ?float, retryUnsafe: bool, parts: list<array{name: string, content: ?string, file: ?string, filename: ?string, contentType: ?string}>}
     */
    public function toArray(): array {}

    /**
     * @phpstan-param array{url: string, method?: string, headers?: array<string, string|list<string>>, body?: string, bodyFile?: ?string, sinkFile?: ?string, timeout?: ?float, retryUnsafe?: bool, parts?: list<FormPart|array{name: string, content?: ?string, file?: ?string, filename?: ?string, contentType?: ?string}>} $values
     * @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): HttpRequest {}

    /**
     * What var_dump() shows: without what may be secret in the URL, the headers and the body. toArray(), JSON and
     * serialize() keep it.
     */
    public function __debugInfo(): array {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
