<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * An attachment as the database has it, read in bulk and without filters.
 */
final readonly class Attachment
{
    private const NO_PHOTOS = ['image/svg+xml', 'image/svg'];

    /**
     * @param string $file `_wp_attached_file`: relative to the uploads folder as a rule; empty if there is none
     * @param array<mixed> $metadata `_wp_attachment_metadata`
     */
    public function __construct(
        public int $id,
        public string $mimeType,
        public string $file,
        public array $metadata,
        public ?StoredPalette $stored,
    ) {}

    /** Whether it can have a palette: the type that WordPress recorded, for its file is not read here. */
    public function isImage(): bool
    {
        return str_starts_with($this->mimeType, 'image/') && !\in_array($this->mimeType, self::NO_PHOTOS, true);
    }

    /** Name of the upload that WordPress scaled down or turned; empty if it kept the upload as it is. */
    public function originalImage(): string
    {
        $name = $this->metadata['original_image'] ?? '';

        return \is_string($name) && $name === wp_basename($name) ? $name : '';
    }

    public function width(): int
    {
        return self::number($this->metadata['width'] ?? 0);
    }

    public function height(): int
    {
        return self::number($this->metadata['height'] ?? 0);
    }

    public function fileSize(): int
    {
        return self::number($this->metadata['filesize'] ?? 0);
    }

    /**
     * The sizes that WordPress made, by name, without those whose record is damaged.
     *
     * @return array<string, array{file: string, width: int, height: int}>
     */
    public function sizes(): array
    {
        $sizes = [];
        foreach (\is_array($this->metadata['sizes'] ?? null) ? $this->metadata['sizes'] : [] as $name => $size) {
            $file = \is_array($size) ? $size['file'] ?? null : null;
            if (\is_string($file) && $file !== '' && $file === wp_basename($file)) {
                $sizes[(string) $name] = [
                    'file' => $file,
                    'width' => self::number($size['width'] ?? 0),
                    'height' => self::number($size['height'] ?? 0),
                ];
            }
        }

        return $sizes;
    }

    private static function number(mixed $value): int
    {
        return is_numeric($value) ? (int) $value : 0;
    }
}
