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
     * Seconds that one image may take, from the moment its work starts; for a URL, from the start of its transfer. With
     * Mode::Processes, a decoder that takes longer is killed. The other modes check the time between rows of pixels, so
     * a single call of a decoding library may take longer.
     */
    public readonly float $timeout;

    /** An image with more pixels than this fails with FailureReason::TooLarge. */
    public readonly int $maxPixels;

    /** A file with more bytes than this fails with FailureReason::TooLarge. */
    public readonly int $maxBytes;

    /** An image whose decoding is predicted to need more bytes of memory than this fails with FailureReason::Memory. */
    public readonly int $maxMemory;

    /** How URLs are fetched; null: with the defaults of HttpOptions. */
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
     * A short hash of what changes a palette: colors, style and the version of the algorithm, but not the limits and how
     * URLs are fetched. Palettes made with equal hashes can be compared.
     */
    public function hash(): string {}

    /** @return array{colors: int, style: string, timeout: float, maxPixels: int, maxBytes: int, maxMemory: int, http: ?array{concurrency: int, perHost: int, retries: int, connectTimeout: float, timeout: float, maxBytes: int, maxRedirects: int, allow: list<string>, proxy: ?string, answerTimeout: ?float}} */
    public function toArray(): array {}

    /**
     * @phpstan-param array{colors?: int, style?: string|PaletteStyle, timeout?: float, maxPixels?: int, maxBytes?: int, maxMemory?: int, http?: HttpOptions|array<string, mixed>|null} $values
     * @throws \ValueError when a key is unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): PaletteOptions {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
