<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * One colour of a palette.
 *
 * @strict-properties
 */
final class Swatch implements \JsonSerializable
{
    public readonly Color $color;

    /**
     * The part of the image that is nearer to this colour than to the other swatches: 0 to 1, in pixels weighted by
     * alpha. The shares of a palette sum to 1.
     */
    public readonly float $share;

    /** @throws \ValueError when $share is not 0 to 1 */
    public function __construct(Color $color, float $share) {}

    /** @return array{color: string, share: float} the colour as "#rrggbb" */
    public function toArray(): array {}

    /**
     * @phpstan-param array{color: string, share: float} $values
     * @throws \ValueError when a key is missing or unknown, or a value has the wrong type or is out of range
     */
    public static function fromArray(array $values): Swatch {}

    public function jsonSerialize(): array {}

    public function __serialize(): array {}

    public function __unserialize(array $data): void {}
}
