<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Source;
use PhotoLibrary\WordPress\Library\Attachment;
use PhotoLibrary\WordPress\Library\StorageError;

/**
 * Where a run gets its jobs from.
 */
interface JobSource
{
    /** What jobs() goes through, the skipped ones included: for the progress, so an estimate will do. */
    public function count(): int;

    /**
     * Is read while others are computed, a job at a time. May be called again if nothing was read of what it returned.
     *
     * @param \Closure(Attachment, SkipReason): void $skip to be called for each attachment that needs no work
     * @return iterable<Job, Source>
     * @throws StorageError
     */
    public function jobs(\Closure $skip): iterable;
}
