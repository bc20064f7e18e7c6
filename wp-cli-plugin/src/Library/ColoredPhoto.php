<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

use PhotoLibrary\Color;

/**
 * A photo and the colours of its palette: of the one that a user chose, where there is one.
 */
final readonly class ColoredPhoto
{
    /** @param list<Color> $colors by falling share; none: the stored palette is damaged */
    public function __construct(
        public int $id,
        public string $title,
        public string $date,
        public string $updatedGmt,
        public array $colors,
    ) {}

    public function dominant(): ?Color
    {
        return $this->colors[0] ?? null;
    }
}
