<?php

declare(strict_types=1);

use PhotoLibrary\Parallelism;
use PhotoLibrary\WordPress\Cli\ConsoleObserver;
use PhotoLibrary\WordPress\Sync\LibrarySync;
use PhotoLibrary\WordPress\Sync\Request;
use PhotoLibrary\WordPress\Sync\Transfers;

/**
 * The ways to compute palettes, under the names of the earlier plugin, for commands of others. Its methods forward to the
 * one runner that `wp photolibrary sync_palettes` uses. They are protected: WP-CLI makes a subcommand of every public method.
 *
 * A photo that is on another host is fetched from there, whatever the method.
 *
 * $pictures are attachments: ids, or arrays or objects with an id or ID; null stands for the whole library. $schema is
 * ignored. The result's "errors" is "failed" under its earlier name; processed + skipped + failed is the number of
 * different pictures.
 *
 * @phpstan-type Totals array{processed: int, skipped: int, errors: int, failed: int}
 */
trait PhotoLibrary_CLI_Parallel
{
    /**
     * One after another, in this thread.
     *
     * @param iterable<mixed>|null $pictures
     * @return Totals
     */
    protected function process_sequential(
        ?iterable $pictures,
        mixed $schema = null,
        bool $force = false,
        bool $dry_run = false,
    ): array {
        return $this->process_pictures($pictures, Parallelism::sequential(), $force, $dry_run);
    }

    /**
     * In isolated processes: none of them can harm this one. They are not forked from it.
     *
     * @param iterable<mixed>|null $pictures
     * @param int $count processes, at most 256; 0: one after another, in this thread
     * @return Totals
     */
    protected function process_parallel_fork(
        ?iterable $pictures,
        mixed $schema = null,
        bool $force = false,
        bool $dry_run = false,
        int $count = 4,
    ): array {
        $parallelism = $count === 0 ? Parallelism::sequential() : Parallelism::processes($count);

        return $this->process_pictures($pictures, $parallelism, $force, $dry_run);
    }

    /**
     * In threads of this process.
     *
     * @param iterable<mixed>|null $pictures
     * @param int $count threads, at most 256; 0: one after another
     * @return Totals
     */
    protected function process_async_workers(
        ?iterable $pictures,
        mixed $schema = null,
        bool $force = false,
        bool $dry_run = false,
        int $count = 3,
    ): array {
        $parallelism = $count === 0 ? Parallelism::sequential() : Parallelism::workers($count);

        return $this->process_pictures($pictures, $parallelism, $force, $dry_run);
    }

    /**
     * Fetches the photos that are on another host, several at once; computes in the way that is best here.
     *
     * @param iterable<mixed>|null $pictures
     * @param int $count transfers at once, at most 256; 0: one after another
     * @return Totals
     */
    protected function process_http_pool(
        ?iterable $pictures,
        mixed $schema = null,
        bool $force = false,
        bool $dry_run = false,
        int $count = 5,
    ): array {
        if ($count < 0 || $count > Transfers::MAX_COUNT) {
            throw new ValueError(sprintf('%s(): Argument #5 ($count) must be between 0 and %d', __METHOD__, Transfers::MAX_COUNT));
        }

        return $this->process_pictures($pictures, Parallelism::detect(), $force, $dry_run, max(1, $count), true);
    }

    /**
     * A signal ends the process when what is computed is stored.
     *
     * @param iterable<mixed>|null $pictures
     * @param bool $is_automatic if true, another mode is used where this one cannot run
     * @return Totals
     */
    private function process_pictures(
        ?iterable $pictures,
        Parallelism $parallelism,
        bool $force,
        bool $dry_run,
        int $transfers = Transfers::COUNT,
        bool $is_automatic = false,
    ): array {
        $observer = new ConsoleObserver();
        $report = LibrarySync::run(new Request(
            $pictures === null ? null : $this->picture_ids($pictures),
            $parallelism,
            isAutomatic: $is_automatic,
            force: $force,
            dryRun: $dry_run,
            transfers: $transfers,
        ), $observer);
        if ($observer->interruption() !== null) {
            WP_CLI::halt($observer->interruption()->exitCode());
        }

        return [
            'processed' => $report->processed(),
            'skipped' => $report->skipped(),
            'errors' => $report->failed(),
            'failed' => $report->failed(),
        ];
    }

    /**
     * @param iterable<mixed> $pictures
     * @return list<int>
     * @throws InvalidArgumentException
     */
    private function picture_ids(iterable $pictures): array
    {
        $ids = [];
        foreach ($pictures as $key => $picture) {
            $values = is_object($picture) ? get_object_vars($picture) : $picture;
            $id = Request::id(is_array($values) ? $values['id'] ?? $values['ID'] ?? null : $values);
            if ($id === null) {
                $name = is_scalar($key) ? (string) $key : get_debug_type($key);
                /* translators: %s: key of an element. */
                throw new InvalidArgumentException(sprintf(__('Picture %s has no attachment id.', 'photolibrary'), $name));
            }
            $ids[$id] = $id;
        }

        return array_values($ids);
    }
}
