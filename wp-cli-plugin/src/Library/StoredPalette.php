<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * What the palettes table knows of an attachment, as far as it decides whether there is work to do.
 */
final readonly class StoredPalette
{
    public const HTTP_DATE = 'D, d M Y H:i:s \G\M\T';

    /**
     * @param string|null $etag the server's name of the version read, empty if it named none; null: read on this machine
     * @param int|null $modified when that file had been changed, seconds since 1970
     */
    public function __construct(
        public bool $failed,
        public string $reason,
        public string $message,
        public string $fingerprint,
        public string $parameters,
        public ?string $etag,
        public ?int $modified,
    ) {}

    /**
     * Headers that ask the server for the file only if it is another one by now.
     *
     * @return array<string, string> none where it was read on this machine, or its server said nothing to ask with
     */
    public function conditions(): array
    {
        return match (true) {
            $this->etag === null => [],
            $this->etag !== '' => ['If-None-Match' => $this->etag],
            $this->modified !== null => ['If-Modified-Since' => gmdate(self::HTTP_DATE, $this->modified)],
            default => [],
        };
    }
}
