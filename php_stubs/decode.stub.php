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
    /** "libjpeg-turbo", "zlib" (PNG), "libwebp" or "libvips". */
    public readonly string $decoder;

    /** "scaled" (DCT scaling), "dc_pass" (a progressive JPEG read up to the end of its first DC pass) or "full". */
    public readonly string $method;

    /** Size of the analysed pixels relative to the image, a side: 0.125, 0.25, 0.5 or 1. */
    public readonly float $scale;

    /** Bytes that were read from the source. */
    public readonly int $bytesRead;

    private function __construct() {}

    /** @return array{decoder: string, method: string, scale: float, bytesRead: int} */
    public function toArray(): array {}

    public static function fromArray(array $values): Decode {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
