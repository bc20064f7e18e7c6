<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

use PhotoLibrary\Color;

/**
 * Reads and writes the palettes: the table of them, that of their colours, and the `_pl_palette` meta, on the current blog.
 *
 * Swatches are colours and their shares, by falling share.
 *
 * @phpstan-type Row non-empty-array<string, int|string|null>
 * @phpstan-type Swatches list<array{Color, float}>
 */
final readonly class PaletteTable
{
    public const OK = 'ok';
    public const FAILED = 'failed';
    public const META_KEY = '_pl_palette';

    /** Colours that the clients of the earlier plugin expect at most. */
    private const MIRRORED_COLORS = 3;

    private const LONGEST = ['message' => 500, 'source' => 500, 'colour_space' => 100];

    /** Columns that a failed attempt says something about; it leaves an earlier palette as it is. */
    private const ATTEMPT = ['status', 'reason', 'message', 'attempts', 'file_key', 'fingerprint', 'run_id', 'updated_gmt'];

    /** Columns that a palette brings besides. */
    private const PALETTE = ['source', 'source_bytes', 'source_mtime', 'etag', 'params_hash', 'colour_space', 'palette', 'mirrored'];

    public Schema $schema;

    public function __construct(private Database $database)
    {
        $this->schema = new Schema($database);
    }

    public static function ofBlog(): self
    {
        return new self(Database::ofWordPress());
    }

    /**
     * What is known of these attachments, by id.
     *
     * @param non-empty-list<int> $ids
     * @return array<int, StoredPalette>
     * @throws StorageError
     */
    public function stored(array $ids): array
    {
        $rows = $this->database->rows(
            'SELECT attachment_id, status, reason, message, fingerprint, params_hash, etag, source_mtime'
            . " FROM {$this->schema->palettes()} WHERE attachment_id IN (" . Database::list(\count($ids)) . ')',
            ...$ids,
        );
        $stored = [];
        foreach ($rows as $row) {
            $stored[(int) $row['attachment_id']] = new StoredPalette(
                $row['status'] === self::FAILED,
                (string) $row['reason'],
                (string) $row['message'],
                (string) $row['fingerprint'],
                (string) $row['params_hash'],
                $row['etag'],
                $row['source_mtime'] === null ? null : (int) $row['source_mtime'],
            );
        }

        return $stored;
    }

    /**
     * A page of the images that have a palette.
     *
     * @param int $after id of the last one that the page before held; 0 for the first page
     * @return list<ColoredPhoto> in the order of their ids, as many as asked for unless it is the last page
     * @throws StorageError
     */
    public function page(int $after, int $size): array
    {
        $rows = $this->database->rows(
            'SELECT p.attachment_id, p.palette, p.override, p.updated_gmt, a.post_title, a.post_date'
            . " FROM {$this->schema->palettes()} p JOIN {$this->database->posts()} a ON a.ID = p.attachment_id"
            . ' WHERE ' . Images::condition('a') . ' AND (p.status = %s OR p.override IS NOT NULL)'
            . ' AND p.attachment_id > %d ORDER BY p.attachment_id LIMIT %d',
            ...[...Images::VALUES, self::OK, $after, $size],
        );

        return array_map(static fn(array $row): ColoredPhoto => new ColoredPhoto(
            (int) $row['attachment_id'],
            (string) $row['post_title'],
            (string) $row['post_date'],
            (string) $row['updated_gmt'],
            array_column(self::swatches($row['override']) ?: self::swatches($row['palette']), 0),
        ), $rows);
    }

    /**
     * Counts rows whose attachment is gone, or is no image any more.
     *
     * @throws StorageError
     */
    public function countOrphans(): int
    {
        return $this->database->number(
            "SELECT COUNT(*) FROM {$this->schema->palettes()} p LEFT JOIN {$this->database->posts()} a"
            . ' ON a.ID = p.attachment_id AND ' . Images::condition('a') . ' WHERE a.ID IS NULL',
            ...Images::VALUES,
        );
    }

    /**
     * Stores all of it or nothing.
     *
     * @param array<int, array{Row, Swatches}> $palettes by the id of their attachment: columns, and the colours computed
     * @param list<Row> $failures columns of failed attempts
     * @throws StorageError when nothing was stored
     */
    public function store(array $palettes, array $failures): void
    {
        $this->database->transaction(function () use ($palettes, $failures): void {
            if ($palettes !== []) {
                $this->storePalettes($palettes);
            }
            $this->database->insert($this->schema->palettes(), array_map(self::fitting(...), $failures), self::ATTEMPT);
        });
        if ($palettes !== []) {
            wp_cache_delete_multiple(array_keys($palettes), 'post_meta');
            wp_cache_set_posts_last_changed();
        }
    }

    /** Removes the rows of an attachment. Where that fails they stay as orphans: its deletion must not fail for us. */
    public function forget(int $attachment): void
    {
        if (!$this->schema->isInstalled()) {
            return;
        }
        try {
            foreach ($this->schema->tables() as $table) {
                $this->database->execute("DELETE FROM {$table} WHERE attachment_id = %d", $attachment);
            }
        } catch (StorageError) {
            return;
        }
    }

    /** @param non-empty-array<int, array{Row, Swatches}> $palettes */
    private function storePalettes(array $palettes): void
    {
        $rows = array_map(self::fitting(...), array_column($palettes, 0));
        $this->database->insert($this->schema->palettes(), $rows, [...self::ATTEMPT, ...self::PALETTE]);
        $swatches = array_replace(
            array_map(static fn(array $palette): array => $palette[1], $palettes),
            $this->overrides(array_keys($palettes)),
        );
        $this->storeColors($swatches);
        $this->storeMirror($swatches);
    }

    /**
     * The palettes that users chose: colours and mirror go on showing them. Read within the transaction, for a user
     * may choose one while this run computes.
     *
     * @param non-empty-list<int> $ids
     * @return array<int, Swatches>
     */
    private function overrides(array $ids): array
    {
        $rows = $this->database->rows(
            "SELECT attachment_id, override FROM {$this->schema->palettes()}"
            . ' WHERE override IS NOT NULL AND attachment_id IN (' . Database::list(\count($ids)) . ')',
            ...$ids,
        );

        return array_filter(array_combine(
            array_map(intval(...), array_column($rows, 'attachment_id')),
            array_map(self::swatches(...), array_column($rows, 'override')),
        ));
    }

    /** @return Swatches none if $json is not that of a palette */
    private static function swatches(?string $json): array
    {
        $palette = json_decode($json ?? '', true);
        $list = \is_array($palette) ? $palette['swatches'] ?? null : null;
        $swatches = [];
        foreach (\is_array($list) ? $list : [] as $swatch) {
            $color = \is_array($swatch) ? $swatch['color'] ?? null : null;
            $share = \is_array($swatch) ? $swatch['share'] ?? null : null;
            if (\is_string($color) && preg_match('/^#[0-9a-f]{6}$/Di', $color) === 1 && is_numeric($share)) {
                $swatches[] = [Color::fromHex($color), min(1.0, max(0.0, (float) $share))];
            }
        }

        return $swatches;
    }

    /** @param non-empty-array<int, Swatches> $swatches */
    private function storeColors(array $swatches): void
    {
        $this->database->execute(
            "DELETE FROM {$this->schema->colors()} WHERE attachment_id IN (" . Database::list(\count($swatches)) . ')',
            ...array_keys($swatches),
        );
        $rows = [];
        foreach ($swatches as $id => $list) {
            foreach ($list as $rank => [$color, $share]) {
                [$lightness, $a, $b] = $color->toOklab();
                $rows[] = [
                    'attachment_id' => $id,
                    'rank' => $rank,
                    'rgb' => $color->red << 16 | $color->green << 8 | $color->blue,
                    'share' => (int) round($share * 10_000),
                    'l' => (int) round($lightness * 10_000),
                    'a' => (int) round($a * 10_000),
                    'b' => (int) round($b * 10_000),
                    'family' => $color->family()->value,
                ];
            }
        }
        $this->database->insert($this->schema->colors(), $rows);
    }

    /**
     * Exactly one row each, also where the earlier plugin left several. Thirteen times as fast as update_post_meta().
     *
     * @param non-empty-array<int, Swatches> $swatches
     */
    private function storeMirror(array $swatches): void
    {
        $this->database->execute(
            "DELETE FROM {$this->database->postMeta()} WHERE meta_key = %s AND post_id IN ("
            . Database::list(\count($swatches)) . ')',
            self::META_KEY,
            ...array_keys($swatches),
        );
        $rows = [];
        foreach ($swatches as $id => $list) {
            $colors = array_map(
                static fn(array $swatch): array => [$swatch[0]->red, $swatch[0]->green, $swatch[0]->blue],
                \array_slice($list, 0, self::MIRRORED_COLORS),
            );
            $rows[] = ['post_id' => $id, 'meta_key' => self::META_KEY, 'meta_value' => serialize($colors)];
        }
        $this->database->insert($this->database->postMeta(), $rows);
    }

    /**
     * With texts cut to the width of their columns.
     *
     * @param Row $row
     * @return Row
     */
    private static function fitting(array $row): array
    {
        foreach (self::LONGEST as $column => $longest) {
            if (isset($row[$column])) {
                $row[$column] = mb_substr(mb_scrub((string) $row[$column], 'UTF-8'), 0, $longest, 'UTF-8');
            }
        }

        return $row;
    }
}
