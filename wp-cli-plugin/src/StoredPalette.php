<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

/**
 * What the palettes table knows of an attachment, as far as it decides whether there is work to do.
 */
final readonly class StoredPalette
{
    public function __construct(
        public bool $failed,
        public string $reason,
        public string $message,
        public string $fingerprint,
        public string $parameters,
    ) {}
}
