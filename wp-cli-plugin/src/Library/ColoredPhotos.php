<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

use PhotoLibrary\Color;
use PhotoLibrary\WordPress\Sync\PaletteStore;

/**
 * The photos that have a palette, read page by page as the attachments are.
 */
final readonly class ColoredPhotos
{
    private const SIZE = 200;

    private Schema $schema;

    public function __construct(private Database $database)
    {
        $this->schema = new Schema($database);
    }

    /**
     * @return \Generator<int, ColoredPhoto> in the order of their ids
     * @throws StorageError
     */
    public function all(): \Generator
    {
        $last = 0;
        $rows = $this->schema->exists() ? $this->page($last) : [];
        while ($rows !== []) {
            foreach ($rows as $row) {
                yield $last = (int) $row['attachment_id'] => new ColoredPhoto(
                    $last,
                    (string) $row['post_title'],
                    (string) $row['post_date'],
                    (string) $row['updated_gmt'],
                    self::colors($row['override']) ?: self::colors($row['palette']),
                );
            }
            $this->database->forgetQueries();
            $rows = \count($rows) === self::SIZE ? $this->page($last) : [];
        }
    }

    /** @return list<array<string, string|null>> */
    private function page(int $last): array
    {
        return $this->database->rows(
            'SELECT p.attachment_id, p.palette, p.override, p.updated_gmt, a.post_title, a.post_date'
            . " FROM {$this->schema->palettes()} p JOIN {$this->database->posts()} a ON a.ID = p.attachment_id"
            . " WHERE a.post_type = 'attachment' AND a.post_mime_type LIKE 'image/%%'"
            . ' AND (p.status = %s OR p.override IS NOT NULL)'
            . ' AND p.attachment_id > %d ORDER BY p.attachment_id LIMIT %d',
            PaletteStore::OK,
            $last,
            self::SIZE,
        );
    }

    /** @return list<Color> */
    private static function colors(?string $palette): array
    {
        return array_column(PaletteStore::swatches(json_decode($palette ?? '', true)), 0);
    }
}
