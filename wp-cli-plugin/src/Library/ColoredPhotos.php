<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * The photos that have a palette, read page by page as the attachments are.
 */
final readonly class ColoredPhotos
{
    private const SIZE = 200;

    private PaletteTable $palettes;

    public function __construct(private Database $database)
    {
        $this->palettes = new PaletteTable($database);
    }

    /**
     * @return \Generator<int, ColoredPhoto> in the order of their ids
     * @throws StorageError
     */
    public function all(): \Generator
    {
        $last = 0;
        $page = $this->palettes->schema->exists() ? $this->palettes->page($last, self::SIZE) : [];
        while ($page !== []) {
            foreach ($page as $photo) {
                yield $last = $photo->id => $photo;
            }
            $this->database->forgetQueries();
            $page = \count($page) === self::SIZE ? $this->palettes->page($last, self::SIZE) : [];
        }
    }
}
