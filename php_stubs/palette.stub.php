<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The colours of one image: at least one swatch. count() counts the swatches, and foreach goes through them. If every
 * pixel is transparent, the colours behind the transparency count.
 *
 * @strict-properties
 * @implements \IteratorAggregate<int, Swatch>
 */
final class Palette implements \JsonSerializable, \Countable, \IteratorAggregate
{
    /**
     * By falling share; equal shares by 0xRRGGBB.
     *
     * @var non-empty-list<Swatch>
     */
    public readonly array $swatches;

    private readonly Color $average;

    /** Pixels, as displayed (after the EXIF orientation). */
    public readonly int $width;

    /** Pixels, as displayed (after the EXIF orientation). */
    public readonly int $height;

    /** Whether any pixel is not opaque. */
    public readonly bool $hasTransparency;

    /** Whether the image has only greys, or so little colour that people would not call it coloured. */
    public readonly bool $isMonochrome;

    /**
     * The gamut that the colours of the image need. It may be smaller than its colour space: a photo of grey rocks in
     * Display P3 has Gamut::Srgb. The swatches are always sRGB.
     */
    public readonly Gamut $gamut;

    /** The colour space of the file: "srgb", or the name in its embedded profile. The swatches are always sRGB. */
    public readonly string $colorSpace;

    /**
     * What was read: a path, the label of Source::bytes(), or a URL without user, query and fragment, which may hold
     * secrets.
     */
    public readonly string $source;

    /** Version of the algorithm. Do not compare palettes of different versions. */
    public readonly string $algorithm;

    public readonly Decode $decode;

    /** What the server said about the file; null if the image did not come from a URL. */
    public readonly ?RemoteFile $remote;

    private function __construct() {}

    /**
     * Number of swatches.
     *
     * @return int<1, 32>
     */
    public function count(): int {}

    /**
     * The swatches by falling share, as $swatches.
     *
     * @return \ArrayIterator<int, Swatch>
     */
    public function getIterator(): \ArrayIterator {}

    /** The swatch with the largest share. */
    public function dominant(): Swatch {}

    /** The mean of all pixels in OKLab. */
    public function average(): Color {}

    /** The most colourful swatch besides the dominant one; the dominant one if there is no other. */
    public function accent(): Swatch {}

    /** The swatch with the highest OKLab lightness. */
    public function brightest(): Swatch {}

    /**
     * A swatch for each of the six roles of Android's Palette library (androidx.palette.graphics.Target) and
     * node-vibrant; null where none fits. Each role has bounds and a target for HSL saturation and lightness. Of the
     * swatches within the bounds, the role takes the one that scores best by nearness to the target and by share. No
     * swatch has two roles, and nearly black or white ones (HSL lightness below 0.05 or above 0.95) have none.
     *
     * @return array{light_vibrant: ?Swatch, vibrant: ?Swatch, dark_vibrant: ?Swatch, light_muted: ?Swatch, muted: ?Swatch, dark_muted: ?Swatch}
     */
    public function roles(): array {}

    /** @return array{swatches: list<array{color: string, share: float}>, average: string, width: int, height: int, hasTransparency: bool, isMonochrome: bool, gamut: string, colorSpace: string, source: string, algorithm: string, decode: array{decoder: string, method: string, scale: float, bytesRead: int}, remote: ?array{etag: ?string, lastModified: ?string, size: ?int}} */
    public function toArray(): array {}

    /**
     * The keys "gamut" (default: Gamut::Srgb) and "remote" (null) may be missing, as in arrays of older versions.
     *
     * @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): Palette {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
