<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Library;

/**
 * The database did not do what was asked.
 */
final class StorageError extends \RuntimeException
{
    private const LONGEST = 300;

    /** @param string $message the database's own; that of the SQLite driver is a page of HTML with a backtrace */
    public static function ofDatabase(string $message): self
    {
        $text = html_entity_decode(wp_strip_all_tags($message), ENT_QUOTES);
        if (preg_match('/SQLSTATE[^\n]*/', $text, $match) === 1) {
            $text = $match[0];
        }
        $text = mb_strcut(trim((string) preg_replace('/\s+/', ' ', $text)), 0, self::LONGEST);

        /* translators: %s: message of the database. */
        return new self(\sprintf(__('The database refused a query: %s.', 'photolibrary'), rtrim($text, '.')));
    }
}
