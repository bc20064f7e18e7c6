<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * How the pixels were read.
 *
 * @strict-properties
 */
final class Decode implements \JsonSerializable
{
    /** "photolibrary" (most JPEG at 1/8), "libjpeg-turbo", "zlib" (PNG), "libwebp" or "libvips". */
    public readonly string $decoder;

    /**
     * "dc_pass" (a JPEG at 1/8: only the mean of each block of 8 × 8 pixels is decoded, and of a progressive file only
     * its beginning is read), "scaled" (by the decoder), "thumbnail" (the small copy inside a HEIC or AVIF) or "full".
     */
    public readonly string $method;

    /** Side of the analysed image divided by that of the original: 1.0 in full size, 0.125 for a JPEG read at 1/8. */
    public readonly float $scale;

    /**
     * Bytes read from the source. The header is read twice (to detect the format, then to decode), so it counts twice.
     */
    public readonly int $bytesRead;

    private function __construct() {}

    /** @return array{decoder: string, method: string, scale: float, bytesRead: int} */
    public function toArray(): array {}

    /** @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range */
    public static function fromArray(array $values): Decode {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
