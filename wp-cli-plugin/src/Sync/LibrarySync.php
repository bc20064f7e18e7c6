<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Cli\UsageError;
use PhotoLibrary\EngineException;
use PhotoLibrary\WordPress\Library\AttachmentPages;
use PhotoLibrary\WordPress\Library\Database;
use PhotoLibrary\WordPress\Library\PaletteTable;
use PhotoLibrary\WordPress\Library\StorageError;
use PhotoLibrary\WordPress\Library\UploadedFiles;

/**
 * A run over the media library of this site: its attachments are the jobs, its tables take the results.
 */
final readonly class LibrarySync
{
    /**
     * @throws EngineException when the parallelism that was asked for cannot run here, or breaks down
     * @throws StorageError
     * @throws UsageError when the site's filter for transfers returns what means nothing
     */
    public static function run(Request $request, Observer $observer): Report
    {
        $database = Database::ofWordPress();
        $palettes = new PaletteTable($database);
        $pages = new AttachmentPages($database, $palettes, $request->ids);
        $runner = new Runner(
            new LibraryJobs($pages, UploadedFiles::ofBlog(), $request),
            $request->dryRun ? null : new PaletteStore($palettes, $request->options->hash()),
            $observer,
        );

        return $runner->run($request);
    }
}
