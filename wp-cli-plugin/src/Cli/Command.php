<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\Options;
use PhotoLibrary\Cli\OutputFormat;
use PhotoLibrary\Cli\OversubscriptionWarning;
use PhotoLibrary\EngineException;
use PhotoLibrary\WordPress\Library\Database;
use PhotoLibrary\WordPress\Library\Statistics;
use PhotoLibrary\WordPress\Library\StorageError;
use PhotoLibrary\WordPress\Sync\LibrarySync;
use PhotoLibrary\WordPress\Sync\Request;

/**
 * Computes the colour palettes of the media library, counts them, and sends them to Pinecone.
 *
 * ## EXAMPLES
 *
 *     # Compute the palettes that are missing or out of date.
 *     $ wp photolibrary sync_palettes
 *     Success: Synced 980 of 1000 palettes (20 skipped).
 */
final readonly class Command
{
    /**
     * Computes missing and stale palettes.
     *
     * Goes through all images of the library, or through those named. Skips an
     * image whose palette is up to date, and one that failed before and has not
     * changed since. The next run retries temporary errors: no connection, no
     * answer in time, status 408, 425, 429, 500, 502, 503 or 504.
     * Never asks a question, and can be stopped at any time: what is done is
     * stored, and the next run goes on.
     *
     * ## OPTIONS
     *
     * [<id>...]
     * : IDs of attachments to process, even if they failed before. Default: all images.
     *
     * [--parallel=<n>]
     * : Number of isolated processes that compute, 0 to 256, or "auto".
     * A file that makes one of them crash, hang or fill the memory is a line in
     * the report. 0: no processes. Default: one per processor.
     *
     * [--workers=<n>]
     * : Number of threads that compute, 0 to 256, or "auto".
     * With --parallel they run in each process; without it, in wp itself, not
     * isolated. 0: no threads. If both options are 0, images are computed one at
     * a time. "auto" uses the processors that the other option leaves.
     *
     * [--nice=<n>]
     * : Niceness of the processes, 0 to 19 (higher = lower priority). Default: 10.
     *
     * [--batch-size=<n>]
     * : Store this many results in one transaction, 1 to 10000.
     * ---
     * default: 20
     * ---
     *
     * [--max-images=<n>]
     * : Stop after this many images that needed work. 0: no limit.
     * ---
     * default: 0
     * ---
     *
     * [--force]
     * : Compute all palettes again, whatever is stored.
     *
     * [--retry-failed]
     * : Also process images that failed before.
     *
     * [--dry-run]
     * : Compute and measure, but write nothing.
     * Computes what a run would compute; add --force to measure all images.
     *
     * [--strategy=<strategy>]
     * : Force one way to compute, or fail: processes, workers or sequential.
     * auto: as the other options say. http: fetch photos that are on another
     * host, or fail; palettes are computed as the other options say. fork and
     * http-pool are old names of processes and http.
     * ---
     * default: auto
     * options:
     *   - auto
     *   - processes
     *   - workers
     *   - http
     *   - sequential
     *   - fork
     *   - http-pool
     * ---
     *
     * [--source=<source>]
     * : Where photos are read from: auto, local or remote.
     * auto: the file on this machine; its URL if the file was moved to another
     * host. local: only files on this machine; photos that were moved are
     * skipped. remote: the URL, even if the file is here. The URL is the one
     * that WordPress and its plugins give for the photo. It may be signed: it is
     * never stored, and messages show its path only.
     * ---
     * default: auto
     * options:
     *   - auto
     *   - local
     *   - remote
     * ---
     *
     * [--http-concurrency=<n>]
     * : Fetch this many photos at once, 1 to 256. Default: 32.
     * At most 6 connections go to one host. Private addresses are refused unless
     * the filter photolibrary_http_options allows them.
     *
     * [--refresh]
     * : Ask servers whether photos that are up to date have changed there.
     * Changed photos are computed again. Without this option, a change on a
     * server is noticed only when WordPress knows of it.
     *
     * [--style=<style>]
     * : Style of the palettes: accent or representative.
     * accent also catches small vivid colours; representative is closest to all
     * pixels.
     * ---
     * default: accent
     * options:
     *   - accent
     *   - representative
     * ---
     *
     * [--colors=<n>]
     * : Number of colours in a palette, 1 to 32.
     * ---
     * default: 5
     * ---
     *
     * [--format=<format>]
     * : Format of the report: table or json.
     * ---
     * default: table
     * options:
     *   - table
     *   - json
     * ---
     *
     * Defaults of your own go into wp-cli.yml, below the key
     * "photolibrary sync_palettes".
     *
     * ## EXAMPLES
     *
     *     # Use four isolated processes.
     *     $ wp photolibrary sync_palettes --parallel=4
     *     Success: Synced 980 of 1000 palettes (20 skipped).
     *
     *     # Use two processes that share the processors.
     *     $ wp photolibrary sync_palettes --parallel=2 --workers=auto
     *
     *     # See how fast it is, without writing anything.
     *     $ wp photolibrary sync_palettes --dry-run --force --max-images=100
     *
     *     # Photos were moved to a bucket: see whether any has changed there.
     *     $ wp photolibrary sync_palettes --refresh --http-concurrency=8
     *
     *     # Every night, one run at a time; prints nothing unless something failed.
     *     15 3 * * * cd /var/www/site && flock -n /tmp/palettes.lock wp photolibrary sync_palettes --quiet
     *
     * @alias sync-palettes
     *
     * @param list<string> $ids
     * @param array<string, mixed> $options
     */
    public function sync_palettes(array $ids, array $options): void
    {
        Guard::requireExtension();
        Guard::orFail(static function () use ($ids, $options): void {
            $given = new Options($options);
            $request = Request::fromCommandLine($ids, $given);
            $printer = new ReportPrinter(Output::fromOptions($given, [OutputFormat::Table, OutputFormat::Json]));
            $warning = OversubscriptionWarning::of($request->parallelism);
            if ($warning !== null) {
                \WP_CLI::warning(Texts::say($warning));
            }
            $observer = new ConsoleObserver();
            try {
                $report = LibrarySync::run($request, $observer);
            } catch (StorageError | EngineException $error) {
                $printer->error($error, $observer->report());
            }
            $printer->report($report, $observer->interruption());
        });
    }

    /**
     * Counts images with a palette, with a stale palette, and with a failure.
     *
     * Stale is what sync_palettes would compute again: palettes of files that have
     * changed since, and palettes of another style, number of colours or
     * algorithm.
     *
     * ## OPTIONS
     *
     * [--style=<style>]
     * : Count palettes of this style as current: accent or representative.
     * ---
     * default: accent
     * options:
     *   - accent
     *   - representative
     * ---
     *
     * [--colors=<n>]
     * : Count palettes of this many colours as current, 1 to 32.
     * ---
     * default: 5
     * ---
     *
     * [--format=<format>]
     * : Format of the counts: table, json, csv or yaml.
     * ---
     * default: table
     * options:
     *   - table
     *   - json
     *   - csv
     *   - yaml
     * ---
     *
     * ## EXAMPLES
     *
     *     # Print the share of photos that have a palette, in percent.
     *     $ wp photolibrary stats --format=json | jq .coverage
     *     98.5
     *
     * @param list<string> $arguments
     * @param array<string, mixed> $options
     */
    public function stats(array $arguments, array $options): void
    {
        Guard::orFail(static function () use ($options): void {
            $given = new Options($options);
            $output = Output::fromOptions($given, OutputFormat::cases());
            Request::colors($given);
            $parameters = MissingExtension::isMissing() ? null : Request::paletteOptions($given)->hash();
            $counts = (new Statistics(Database::ofWordPress()))->collect($parameters);
            if ($parameters === null) {
                \WP_CLI::warning(__('Without the photolibrary extension, only palettes of changed files count as stale.', 'photolibrary'));
            }
            $output->print($counts);
        });
    }
}
