<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\WordPress\Library\StorageError;

/**
 * Where a run puts its results.
 */
interface ResultSink
{
    /**
     * Called once, before anything is computed.
     *
     * @throws StorageError when nothing could be put here
     */
    public function open(): void;

    /**
     * Takes all of them or none.
     *
     * @param list<Result> $results palettes and failures, each of another attachment; as many as the request's batch size, or fewer
     * @throws StorageError when it took none
     */
    public function put(array $results): void;
}
