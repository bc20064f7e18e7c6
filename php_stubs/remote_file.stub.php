<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What a server said of a file: a later request with If-None-Match or If-Modified-Since asks whether it has changed.
 *
 * @strict-properties
 */
final class RemoteFile implements \JsonSerializable
{
    /** As the server wrote it, with its quotes. */
    public readonly ?string $etag;

    /** As the server wrote it. */
    public readonly ?string $lastModified;

    /** Bytes of the whole file, which may be more than were read. */
    public readonly ?int $size;

    private function __construct() {}

    /** @return array{etag: ?string, lastModified: ?string, size: ?int} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong shape */
    public static function fromArray(array $values): RemoteFile {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
