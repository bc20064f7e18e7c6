<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * Reads attachments page by page: by keyset, so that a page costs the same wherever it lies and none is passed over
 * while rows change; with direct SQL, so that nothing stays behind in WordPress' caches.
 */
final readonly class AttachmentPages
{
    private const SIZE = 200;

    /**
     * @param list<int>|null $ids these attachments only; null: every image of the library
     */
    public function __construct(private Database $database, private PaletteTable $palettes, private ?array $ids = null) {}

    /** Attachments that go through here; of those named, also the ones that do not exist. */
    public function count(): int
    {
        return $this->ids === null
            ? $this->database->number("SELECT COUNT(*) FROM {$this->database->posts()} a WHERE " . Images::condition('a'), ...Images::VALUES)
            : \count($this->ids);
    }

    /**
     * @return \Generator<int, Attachment> in the order of their ids; one that does not exist has no type
     * @throws StorageError
     */
    public function attachments(): \Generator
    {
        $hasTables = $this->palettes->schema->exists();
        foreach ($this->ids === null ? $this->pagesOfLibrary() : $this->pagesOf($this->ids) as $types) {
            $ids = array_keys($types);
            $meta = $this->meta($ids);
            $stored = $hasTables ? $this->palettes->stored($ids) : [];
            foreach ($types as $id => $type) {
                yield $id => new Attachment(
                    $id,
                    $type,
                    $meta[$id]['_wp_attached_file'] ?? '',
                    self::metadata($meta[$id]['_wp_attachment_metadata'] ?? ''),
                    $stored[$id] ?? null,
                );
            }
            $this->freeMemory();
        }
    }

    /** @return \Generator<int, non-empty-array<int, string>> types by id */
    private function pagesOfLibrary(): \Generator
    {
        $last = 0;
        do {
            $types = self::types($this->database->rows(
                "SELECT a.ID, a.post_mime_type FROM {$this->database->posts()} a"
                . ' WHERE ' . Images::condition('a') . ' AND a.ID > %d ORDER BY a.ID LIMIT %d',
                ...[...Images::VALUES, $last, self::SIZE],
            ));
            if ($types === []) {
                return;
            }
            yield $types;
            $last = array_key_last($types);
        } while (\count($types) === self::SIZE);
    }

    /**
     * @param list<int> $ids
     * @return \Generator<int, non-empty-array<int, string>> types by id
     */
    private function pagesOf(array $ids): \Generator
    {
        foreach (array_chunk($ids, self::SIZE) as $page) {
            $found = self::types($this->database->rows(
                "SELECT ID, post_mime_type FROM {$this->database->posts()}"
                . ' WHERE post_type = %s AND ID IN (' . Database::list(\count($page)) . ')',
                Images::POST_TYPE,
                ...$page,
            ));
            yield array_replace(array_fill_keys($page, ''), $found);
        }
    }

    /**
     * @param list<array<string, string|null>> $rows
     * @return array<int, string>
     */
    private static function types(array $rows): array
    {
        return array_combine(
            array_map(intval(...), array_column($rows, 'ID')),
            array_map(strval(...), array_column($rows, 'post_mime_type')),
        );
    }

    /**
     * The first of each, as get_post_meta() would give it.
     *
     * @param list<int> $ids
     * @return array<int, array<string, string>>
     */
    private function meta(array $ids): array
    {
        $rows = $this->database->rows(
            "SELECT post_id, meta_key, meta_value FROM {$this->database->postMeta()}"
            . " WHERE meta_key IN ('_wp_attached_file', '_wp_attachment_metadata')"
            . ' AND post_id IN (' . Database::list(\count($ids)) . ') ORDER BY meta_id',
            ...$ids,
        );
        $meta = [];
        foreach ($rows as $row) {
            $meta[(int) $row['post_id']][(string) $row['meta_key']] ??= (string) $row['meta_value'];
        }

        return $meta;
    }

    /** @return array<mixed> */
    private static function metadata(string $serialized): array
    {
        $value = is_serialized($serialized) ? @unserialize($serialized, ['allowed_classes' => false]) : null;

        return \is_array($value) ? $value : [];
    }

    private function freeMemory(): void
    {
        $this->database->forgetQueries();
        if (wp_cache_supports('flush_runtime')) {
            wp_cache_flush_runtime();
        }
    }
}
