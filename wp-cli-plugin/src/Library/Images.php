<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * What an image of the library is, in SQL. Drawings (SVG) are among them; Attachment::isImage() tells these apart.
 */
final readonly class Images
{
    public const POST_TYPE = 'attachment';

    /** Values for the placeholders of condition(), in their order. */
    public const VALUES = [self::POST_TYPE, 'image/%'];

    /** @param string $posts name or alias of the posts table */
    public static function condition(string $posts): string
    {
        return "{$posts}.post_type = %s AND {$posts}.post_mime_type LIKE %s";
    }
}
