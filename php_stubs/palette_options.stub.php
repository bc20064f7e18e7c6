<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What to compute, and the limits of one image.
 *
 * @strict-properties
 */
final class PaletteOptions implements \JsonSerializable
{
    /** Number of swatches wanted, 1 to 32. An image with fewer colours gives fewer. */
    public readonly int $colors;

    public readonly PaletteStyle $style;

    /**
     * Seconds, from the moment an executor starts the image; for a URL, from when its transfer gets a slot. With Processes, a decoder that passes it is killed.
     * Sequential and Workers check it between rows of pixels, so a single call of a decoding library may overrun it.
     */
    public readonly float $timeout;

    /** An image with more pixels than this is too_large. */
    public readonly int $maxPixels;

    /** A file with more bytes than this is too_large. */
    public readonly int $maxBytes;

    /** An image whose decoding is predicted to need more bytes than this is refused as memory. */
    public readonly int $maxMemory;

    /** How URLs are fetched; null: as a new HttpOptions says. */
    public readonly ?HttpOptions $http;

    /**
     * @param int $colors 1 to 32
     * @param float $timeout seconds, 0.001 to 86400
     * @param int $maxPixels at least 1
     * @param int $maxBytes at least 1
     * @param int $maxMemory bytes, at least 1048576
     * @throws \ValueError when a value is out of range
     */
    public function __construct(int $colors = 5, PaletteStyle $style = PaletteStyle::Accent, float $timeout = 30.0, int $maxPixels = 250000000, int $maxBytes = 268435456, int $maxMemory = 268435456, ?HttpOptions $http = null) {}

    /**
     * A copy with some values changed, named as in the constructor: $options->with(colors: 8).
     */
    public function with(mixed ...$changes): PaletteOptions {}

    /**
     * A short hash of what changes a palette (colors, style and the algorithm), not of the limits or of how URLs
     * are fetched. Palettes with
     * equal hashes are comparable.
     */
    public function hash(): string {}

    /** @return array{colors: int, style: string, timeout: float, maxPixels: int, maxBytes: int, maxMemory: int, http: ?array{concurrency: int, perHost: int, retries: int, connectTimeout: float, timeout: float, maxBytes: int, maxRedirects: int, allow: list<string>, proxy: ?string}} */
    public function toArray(): array {}

    /**
     * @phpstan-param array{colors?: int, style?: string|PaletteStyle, timeout?: float, maxPixels?: int, maxBytes?: int, maxMemory?: int, http?: HttpOptions|array<string, mixed>|null} $values
     * @throws \ValueError for an unknown key or a value out of range
     */
    public static function fromArray(array $values): PaletteOptions {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
