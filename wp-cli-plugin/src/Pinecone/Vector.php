<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

use PhotoLibrary\Color;
use PhotoLibrary\WordPress\Library\ColoredPhoto;

/**
 * A photo as the index holds it: its dominant colour is the vector, red, green and blue from 0 to 1.
 */
final readonly class Vector
{
    public const DIMENSION = 3;

    /** The index refuses a vector of zeros. This is less than half of a step, so that black comes back as black. */
    private const ALMOST_ZERO = 0.001;

    /** The index takes 40 kB of metadata with a vector. */
    private const LONGEST_TITLE = 500;

    public function __construct(private ColoredPhoto $photo, private Color $color) {}

    /** @return list<float> */
    public static function values(Color $color): array
    {
        $values = array_map(static fn(int $channel): float => $channel / 255, [$color->red, $color->green, $color->blue]);

        return array_sum($values) > 0.0 ? $values : array_fill(0, self::DIMENSION, self::ALMOST_ZERO);
    }

    /** @return Color|null null for values that are no colour */
    public static function color(mixed $values): ?Color
    {
        if (!\is_array($values) || \count($values) !== self::DIMENSION) {
            return null;
        }
        $channels = [];
        foreach ($values as $value) {
            if (!\is_int($value) && !\is_float($value) || $value < 0 || $value > 1) {
                return null;
            }
            $channels[] = (int) round(255 * $value);
        }

        return new Color(...$channels);
    }

    /**
     * Metadata are numbers and strings: the index takes no lists of numbers.
     *
     * @return array{id: string, values: list<float>, metadata: array{photo_id: int, rgb: string, title: string, updated_at: string}}
     */
    public function toArray(): array
    {
        return [
            'id' => (string) $this->photo->id,
            'values' => self::values($this->color),
            'metadata' => [
                'photo_id' => $this->photo->id,
                'rgb' => $this->color->toHex(),
                'title' => mb_substr(mb_scrub($this->photo->title, 'UTF-8'), 0, self::LONGEST_TITLE, 'UTF-8'),
                'updated_at' => str_replace(' ', 'T', $this->photo->updatedGmt) . 'Z',
            ],
        ];
    }
}
