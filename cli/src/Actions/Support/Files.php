<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * Files of the program itself, which only their owner may read.
 */
final class Files
{
    /** @throws FolderException */
    public static function folder(string $path, string $shown): string
    {
        if (is_link($path) && !file_exists($path)) {
            throw new FolderException("{$shown} is a link to nothing. Remove it.");
        }
        if (!is_dir($path)) {
            $problem = self::problemOf(static fn(): bool => mkdir($path, 0o700, true));
            // Another process may have made it in the meantime.
            if ($problem !== null && !is_dir($path)) {
                throw new FolderException("{$shown} cannot be made: {$problem}. Make it, or the folder above it"
                    . ' writable for you.');
            }
        }

        return $path;
    }

    /**
     * The file is replaced at once and survives a loss of power: it has the old content, or the new.
     *
     * @throws FolderException
     */
    public static function replace(string $path, string $content, string $shown): void
    {
        $new = \sprintf('%s.%d.new', $path, getmypid());
        $problem = self::problemOf(static function () use ($new, $content, $path): bool {
            $file = fopen($new, 'xe') ?: fopen($new, 'we');
            if ($file === false) {
                return false;
            }
            try {
                return chmod($new, 0o600) && fwrite($file, $content) === \strlen($content) && fflush($file)
                    && fsync($file)
                    && rename($new, $path);
            } finally {
                fclose($file);
            }
        });
        if ($problem !== null) {
            is_file($new) && unlink($new);
            throw new FolderException("{$shown} cannot be written: {$problem}. It is as it was before.");
        }
    }

    /**
     * A file for flock(), made when needed. Commands that are started do not inherit it.
     *
     * @return resource
     * @throws FolderException
     */
    public static function lockFile(string $path, string $shown)
    {
        $file = false;
        $problem = self::problemOf(static function () use ($path, &$file): bool {
            $file = fopen($path, 'c+e');

            return $file !== false;
        });
        if (!\is_resource($file)) {
            throw new FolderException("{$shown} cannot be opened: {$problem}. Make it writable for you.");
        }
        self::problemOf(static fn(): bool => chmod($path, 0o600)); // it may belong to somebody else

        return $file;
    }

    /**
     * Runs what warns when it fails.
     *
     * @param \Closure(): bool $act
     * @return string|null why it failed, without the name of the function
     */
    public static function problemOf(\Closure $act): ?string
    {
        $warning = null;
        set_error_handler(static function (int $level, string $message) use (&$warning): bool {
            $warning = $message;

            return true;
        });
        try {
            if ($act()) {
                return null;
            }
        } finally {
            restore_error_handler();
        }
        $words = preg_replace(
            ['/^\w+\(.*?\): /s', '/^Failed to open stream: /i', '/^\w+ of \d+ bytes failed with errno=\d+ /i'],
            '',
            $warning ?? '',
        );

        return $words === null || $words === '' ? 'the system does not say why' : PlainText::line($words, 200);
    }
}
