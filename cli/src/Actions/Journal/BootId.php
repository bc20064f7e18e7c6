<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

/**
 * Tells this boot of the machine from every other.
 */
final class BootId
{
    /** @return string '' where the system has none; such boots are never taken for the same */
    public static function current(): string
    {
        static $id = null;
        if (!\is_string($id)) {
            $file = '/proc/sys/kernel/random/boot_id';
            $id = is_readable($file) ? trim((string) file_get_contents($file)) : '';
        }

        return $id;
    }
}
