<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What a server said about a file. Send it back in If-None-Match or If-Modified-Since to ask whether the file has changed.
 *
 * @strict-properties
 */
final class RemoteFile implements \JsonSerializable
{
    /** As the server wrote it, including its quotes; null if it sent none. */
    public readonly ?string $etag;

    /** A date as the server wrote it; null if it sent none. */
    public readonly ?string $lastModified;

    /** Bytes of the whole file, of which only a part may have been read; null if the server did not say. */
    public readonly ?int $size;

    private function __construct() {}

    /** @return array{etag: ?string, lastModified: ?string, size: ?int} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): RemoteFile {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
