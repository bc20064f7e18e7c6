<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

/**
 * Where photos are read from, as --source names it.
 */
enum SourceChoice: string
{
    /** The file on this machine; if it was moved to another host, its URL. */
    case Auto = 'auto';

    case Local = 'local';

    /** The URL, also where the file is here. */
    case Remote = 'remote';

    /** Whether photos may come from a server. */
    public function fetches(): bool
    {
        return $this !== self::Local;
    }
}
