<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Why one image gave no palette, or one request no answer.
 *
 * @strict-properties
 */
final class Failure implements \JsonSerializable
{
    public readonly FailureReason $reason;

    /** One sentence that names the culprit. */
    public readonly string $message;

    /** The path, the label of Source::bytes(), or the URL without what may be secret: user, query and fragment. */
    public readonly string $source;

    /** How often it was tried; 0 if it was cancelled before it started. */
    public readonly int $attempts;

    /** Status of the server's answer, for http_status. */
    public readonly ?int $httpStatus;

    /** Name of the signal that ended the decoding process, for crashed. */
    public readonly ?string $signal;

    private function __construct() {}

    /** @return array{reason: string, message: string, source: string, attempts: int, httpStatus: ?int, signal: ?string} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): Failure {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
