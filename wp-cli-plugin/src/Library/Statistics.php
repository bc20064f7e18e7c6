<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * How much of the library has a palette. Goes through all attachments, for whether a palette is stale depends on the
 * files; drawings (SVG) do not count.
 */
final readonly class Statistics
{
    private PaletteTable $palettes;
    private UploadedFiles $files;

    public function __construct(private Database $database)
    {
        $this->palettes = new PaletteTable($database);
        $this->files = UploadedFiles::ofBlog();
    }

    /**
     * @param string|null $parameters hash of the options that a palette must have been computed with; null: any
     * @return array{site: string, total: int, with_palette: int, coverage: float, stale: int, failed: int, failed_by_reason: array<string, int>, without_palette: int, orphaned_rows: int}
     * @throws StorageError
     */
    public function collect(?string $parameters): array
    {
        $total = $withPalette = $stale = 0;
        $failed = [];
        foreach ((new AttachmentPages($this->database, $this->palettes))->attachments() as $attachment) {
            if (!$attachment->isImage()) {
                continue;
            }
            ++$total;
            $stored = $attachment->stored;
            if ($stored === null) {
                continue;
            }
            if ($stored->failed) {
                $failed[$stored->reason] = ($failed[$stored->reason] ?? 0) + 1;
            } else {
                ++$withPalette;
                $stale += (int) $this->isStale($attachment, $stored, $parameters);
            }
        }

        return [
            'site' => home_url(),
            'total' => $total,
            'with_palette' => $withPalette,
            'coverage' => $total > 0 ? round(100 * $withPalette / $total, 2) : 0.0,
            'stale' => $stale,
            'failed' => array_sum($failed),
            'failed_by_reason' => $failed,
            'without_palette' => $total - $withPalette - array_sum($failed),
            'orphaned_rows' => $this->palettes->schema->exists() ? $this->palettes->countOrphans() : 0,
        ];
    }

    private function isStale(Attachment $attachment, StoredPalette $stored, ?string $parameters): bool
    {
        $truth = $this->files->truth($attachment);

        return $parameters !== null && $stored->parameters !== $parameters
            || $stored->fingerprint !== $this->files->fingerprint($attachment, $truth);
    }
}
