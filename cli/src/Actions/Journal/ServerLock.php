<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\FolderException;
use PhotoLibrary\Actions\Support\Name;

/**
 * The file that an action of a server holds locked itself, as long as any process of it lives. It is never removed: a
 * lock on a removed file protects nothing.
 */
final class ServerLock
{
    /**
     * @return string the path; its folder is made when needed
     * @throws FolderException
     */
    public static function path(Environment $environment, string $server): string
    {
        $folder = $environment->queueFolder() . '/locks';

        return Files::folder($folder, $environment->shown($folder)) . '/' . Name::check('a server', $server) . '.lock';
    }

    /** @throws FolderException */
    public static function isHeld(Environment $environment, string $server): bool
    {
        $path = self::path($environment, $server);
        if (!file_exists($path)) {
            return false;
        }
        $file = Files::lockFile($path, $environment->shown($path));
        // Shared, so that two who ask do not see each other.
        $isFree = flock($file, LOCK_SH | LOCK_NB);
        fclose($file);

        return !$isFree;
    }
}
