<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The colours of one image. At least one swatch, always; an image that is transparent everywhere is judged by the
 * colours behind its transparency.
 *
 * @strict-properties
 */
final class Palette implements \JsonSerializable
{
    /**
     * By falling share; equal shares by 0xRRGGBB.
     *
     * @var non-empty-list<Swatch>
     */
    public readonly array $swatches;

    /** Pixels, as displayed (after the EXIF orientation). */
    public readonly int $width;

    /** Pixels, as displayed (after the EXIF orientation). */
    public readonly int $height;

    /** Some pixel is not opaque. */
    public readonly bool $hasTransparency;

    /** The image is made of greys only, or of so little colour that nobody would call it coloured. */
    public readonly bool $isMonochrome;

    /**
     * What is seen in the image, which may be less than its colour space could show: a photo of grey rocks in Display P3
     * is Gamut::Srgb. The swatches are sRGB always.
     */
    public readonly Gamut $gamut;

    /** The colour space of the file: "srgb", or the name in its embedded profile. The swatches are sRGB always. */
    public readonly string $colorSpace;

    /**
     * What was read: a path, the label of Source::bytes(), or a URL without what may be secret: user, query and
     * fragment.
     */
    public readonly string $source;

    /** Stamp of the algorithm: palettes with different stamps are not comparable. */
    public readonly string $algorithm;

    public readonly Decode $decode;

    /** What the server said of the file; null if it did not come from a URL. */
    public readonly ?RemoteFile $remote;

    private readonly Color $average;

    private function __construct() {}

    /** The swatch with the largest share. */
    public function dominant(): Swatch {}

    /** The mean of all pixels in OKLab. */
    public function average(): Color {}

    /** The most colourful swatch that is not the dominant one; the dominant one if it is alone. */
    public function accent(): Swatch {}

    /** The swatch with the highest OKLab lightness. */
    public function brightest(): Swatch {}

    /**
     * The swatches that play the six roles of Android's Palette library (androidx.palette.graphics.Target) and of
     * node-vibrant, null where none fits. Each role has bounds and a target for HSL saturation and lightness; of the
     * swatches within the bounds the nearest to the target with the largest share wins. No swatch has two roles, and
     * nearly black or white ones (HSL lightness below 0.05, above 0.95) have none.
     *
     * @return array{light_vibrant: ?Swatch, vibrant: ?Swatch, dark_vibrant: ?Swatch, light_muted: ?Swatch, muted: ?Swatch, dark_muted: ?Swatch}
     */
    public function roles(): array {}

    /** @return array{swatches: list<array{color: string, share: float}>, average: string, width: int, height: int, hasTransparency: bool, isMonochrome: bool, gamut: string, colorSpace: string, source: string, algorithm: string, decode: array{decoder: string, method: string, scale: float, bytesRead: int}, remote: ?array{etag: ?string, lastModified: ?string, size: ?int}} */
    public function toArray(): array {}

    /**
     * The keys "gamut" (then Gamut::Srgb) and "remote" may be missing, as in arrays of older versions.
     *
     * @throws \ValueError when a key is missing or unknown, or a value has the wrong shape
     */
    public static function fromArray(array $values): Palette {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
