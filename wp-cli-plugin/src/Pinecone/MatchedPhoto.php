<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

use PhotoLibrary\Color;

/**
 * A photo that the index found near to a colour.
 *
 * The index's own score means what its metric makes it: 0 is exact for one, 1 for another, and a third takes all greys
 * for the same. So the similarity is computed from the colours themselves: 1 for the very same, 0 for black and white.
 */
final readonly class MatchedPhoto
{
    private const FARTHEST = 3 * 255 * 255;

    public function __construct(public string $id, public Color $color, public float $similarity) {}

    /** @return self|null null for what is no colour */
    public static function of(mixed $match, Color $wanted): ?self
    {
        $id = \is_array($match) ? $match['id'] ?? null : null;
        $color = \is_array($match) ? Vector::color($match['values'] ?? null) : null;

        return \is_string($id) && $color !== null ? new self($id, $color, self::similarity($color, $wanted)) : null;
    }

    public static function similarity(Color $one, Color $other): float
    {
        $squared = ($one->red - $other->red) ** 2 + ($one->green - $other->green) ** 2 + ($one->blue - $other->blue) ** 2;

        return 1.0 - sqrt($squared / self::FARTHEST);
    }
}
