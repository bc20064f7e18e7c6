<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * An opaque sRGB colour of 8 bits a channel.
 *
 * @strict-properties
 */
final class Color implements \JsonSerializable, \Stringable
{
    /** 0 to 255. */
    public readonly int $red;

    /** 0 to 255. */
    public readonly int $green;

    /** 0 to 255. */
    public readonly int $blue;

    /** @throws \ValueError when a channel is not 0 to 255 */
    public function __construct(int $red, int $green, int $blue) {}

    /**
     * @param string $hex "#rrggbb", "rrggbb", "#rgb" or "rgb", in either case
     * @throws \ValueError for anything else
     */
    public static function fromHex(string $hex): Color {}

    /** "#rrggbb" in lower case. */
    public function toHex(): string {}

    /**
     * OKLab of B. Ottosson, "A perceptual color space for image processing", 2020.
     *
     * @return array{0: float, 1: float, 2: float} L from 0 to 1, a and b about -0.4 to 0.4
     */
    public function toOklab(): array {}

    /**
     * OKLab in polar form.
     *
     * @return array{0: float, 1: float, 2: float} L from 0 to 1, chroma from 0, hue in degrees from 0 to below 360 (0 for greys)
     */
    public function toOklch(): array {}

    /**
     * The colour difference of CSS Color 4, deltaEOK: the Euclidean distance in OKLab, unscaled (0.02 is just noticeable).
     */
    public function deltaE(Color $other): float {}

    /** Relative luminance of WCAG 2: 0.0 for black to 1.0 for white. */
    public function luminance(): float {}

    /**
     * Contrast ratio of WCAG 2: 1.0 for equal colours to 21.0 for black and white, in either order. Text should have 4.5
     * (level AA), large text 3.0.
     */
    public function contrast(Color $other): float {}

    /** Black or white, whichever has the higher contrast on this background; black if they are equal. */
    public function textColor(): Color {}

    /**
     * The nearest named colour of CSS Color 4 by deltaE(), in lower case. Of names for the same colour this returns
     * "cyan" (not aqua), "magenta" (not fuchsia) and "gray" (not grey), also inside longer names.
     * CSS names few dark colours: use family() for those.
     */
    public function name(): string {}

    /** What people call this colour, in one of 16 words. */
    public function family(): ColorFamily {}

    /** @return array{red: int, green: int, blue: int} */
    public function toArray(): array {}

    /**
     * @phpstan-param array{red: int, green: int, blue: int} $values
     * @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): Color {}

    /**
     * "#rrggbb", as toHex().
     *
     * @implementation-alias PhotoLibrary\Color::toHex
     */
    public function __toString(): string {}

    /**
     * "#rrggbb", as toHex().
     *
     * @implementation-alias PhotoLibrary\Color::toHex
     */
    public function jsonSerialize(): string {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
