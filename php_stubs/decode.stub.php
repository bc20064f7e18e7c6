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
     * "dc_pass" (a JPEG at 1/8: nothing but the mean of each block is decoded, and a progressive one is read no further
     * than that takes), "scaled" (by the decoder), "thumbnail" (the small copy in a HEIC or AVIF) or "full".
     */
    public readonly string $method;

    /** Size of the analysed pixels relative to the image, a side: eighths, or what a thumbnail has; 1 is all. */
    public readonly float $scale;

    /** Bytes that were read from the source; those of a header, which the probe and the decoder read, count twice. */
    public readonly int $bytesRead;

    private function __construct() {}

    /** @return array{decoder: string, method: string, scale: float, bytesRead: int} */
    public function toArray(): array {}

    public static function fromArray(array $values): Decode {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
