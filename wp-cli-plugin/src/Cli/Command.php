<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\EngineException;
use PhotoLibrary\Mode;
use PhotoLibrary\Oversubscription;
use PhotoLibrary\WordPress\Library\Database;
use PhotoLibrary\WordPress\Library\Statistics;
use PhotoLibrary\WordPress\Library\StorageError;
use PhotoLibrary\WordPress\Sync\Report;
use PhotoLibrary\WordPress\Sync\Request;
use PhotoLibrary\WordPress\Sync\Runner;

/**
 * Computes and counts the colour palettes of the media library.
 *
 * ## EXAMPLES
 *
 *     # Compute the palettes that are missing or out of date.
 *     $ wp photolibrary sync_palettes
 *     Success: Synced 980 of 1000 palettes (20 skipped).
 */
final class Command
{
    use \PhotoLibrary_CLI_Parallel;

    private const VALUE_OPTIONS = ['parallel', 'workers', 'nice', 'batch-size', 'max-images', 'strategy', 'style', 'colors', 'source', 'http-concurrency', 'format'];

    private ?Request $request = null;
    private readonly ConsoleObserver $observer;

    public function __construct()
    {
        $this->observer = new ConsoleObserver();
    }

    /**
     * Computes missing and stale palettes.
     *
     * Goes through all images of the library, or through those named. Skips an
     * image whose palette is up to date, and one that failed before and has not
     * changed since. What a network or a server may get over is tried again by
     * the next run: no connection, no answer in time, status 408, 425, 429, 5xx.
     * Never asks a question, and can be stopped at any time: what is done is
     * stored, and the next run goes on.
     *
     * ## OPTIONS
     *
     * [<id>...]
     * : Attachments to work on, also if they failed before. Default: all images.
     *
     * [--parallel=<n>]
     * : Isolated processes that compute, up to 256, or "auto". A file that
     * makes one of them crash, hang or fill the memory is a line in the report.
     * 0: no processes. Default: one per processor.
     *
     * [--workers=<n>]
     * : Threads that compute, up to 256, or "auto": in each process with
     * --parallel, in wp itself and without isolation if that is not given.
     * 0: no threads. Where both options leave nothing, one image at a time.
     *
     * [--nice=<n>]
     * : How much the processes stand back for others, 0 to 19. Default: 10.
     *
     * [--batch-size=<n>]
     * : Results that are stored in one transaction.
     * ---
     * default: 20
     * ---
     *
     * [--max-images=<n>]
     * : Ends after this many images that needed work. 0: all.
     * ---
     * default: 0
     * ---
     *
     * [--force]
     * : Computes all again, whatever is stored.
     *
     * [--retry-failed]
     * : Tries images again that failed before.
     *
     * [--dry-run]
     * : Computes and measures, but writes nothing.
     *
     * [--strategy=<strategy>]
     * : auto, processes, workers, sequential or http: a way to compute that is
     * insisted on; fork is processes under its earlier name. http, with the
     * earlier name http-pool, insists on fetching photos that are on another
     * host, and leaves the way to compute to the other options.
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
     * : auto, local or remote: where photos are read from.
     * auto: the file on this machine, or if it was moved to another host, its
     * URL. local: no URL, so that what was moved is skipped. remote: the URL,
     * also where the file is here. It is the URL that
     * WordPress and its plugins give for the photo, signed or not; it is used,
     * and neither stored nor, but for its path, shown.
     * ---
     * default: auto
     * options:
     *   - auto
     *   - local
     *   - remote
     * ---
     *
     * [--http-concurrency=<n>]
     * : Photos that are fetched at once, 1 to 256, over at most 6 connections to
     * one host. Default: 32. What is refused as no public address can be allowed
     * by the filter photolibrary_http_options.
     *
     * [--refresh]
     * : Asks servers whether photos that are up to date have changed there, and
     * computes again what has. Without it a change on a server is not seen, as
     * long as WordPress does not know of it.
     *
     * [--style=<style>]
     * : accent or representative. accent also catches small vivid colours;
     * representative is closest to all pixels.
     * ---
     * default: accent
     * options:
     *   - accent
     *   - representative
     * ---
     *
     * [--colors=<n>]
     * : Colours a palette has, 1 to 32.
     * ---
     * default: 5
     * ---
     *
     * [--format=<format>]
     * : How the report is printed: table or json.
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
     *     # See how fast it would be.
     *     $ wp photolibrary sync_palettes --max-images=100 --dry-run
     *
     *     # Photos were moved to a bucket: see whether any has changed there.
     *     $ wp photolibrary sync_palettes --refresh --http-concurrency=8
     *
     *     # Every night at three; prints nothing unless something failed.
     *     0 3 * * * wp --path=/var/www/html photolibrary sync_palettes --quiet
     *
     * @alias sync-palettes
     *
     * @param list<string> $ids
     * @param array<string, mixed> $options
     */
    public function sync_palettes(array $ids, array $options): void
    {
        $this->requireExtension();
        try {
            $this->refuseDetachedValues($ids);
            $request = Request::fromCommandLine($ids, new CommandOptions($options));
            $printer = new ReportPrinter(OutputFormat::fromOptions($options, [OutputFormat::Table, OutputFormat::Json]));
        } catch (UsageError $error) {
            \WP_CLI::error($error->getMessage());
        }
        $this->warnAboutOversubscription($request);
        $this->request = $request;
        try {
            $arguments = [$request->ids, null, $request->force, $request->dryRun];
            match ($request->parallelism->mode) {
                Mode::Processes => $this->process_parallel_fork(...$arguments, count: $request->parallelism->processes),
                Mode::Workers => $this->process_async_workers(...$arguments, count: $request->parallelism->workers),
                Mode::Sequential => $this->process_sequential(...$arguments),
            };
        } catch (UsageError $error) {
            \WP_CLI::error($error->getMessage());
        } catch (StorageError | EngineException $error) {
            $printer->error($error, $this->observer->report());
        }
        $report = $this->observer->report();
        \assert($report !== null);
        $printer->report($report, $this->observer->interruption());
    }

    /**
     * Counts palettes, stale ones and failures.
     *
     * Stale is what sync_palettes would compute again: palettes whose file has
     * changed, or that an older algorithm or other parameters than those given
     * here have made.
     *
     * ## OPTIONS
     *
     * [--style=<style>]
     * : Style that palettes shall have: accent or representative.
     * ---
     * default: accent
     * options:
     *   - accent
     *   - representative
     * ---
     *
     * [--colors=<n>]
     * : Colours that palettes shall have, 1 to 32.
     * ---
     * default: 5
     * ---
     *
     * [--format=<format>]
     * : How the counts are printed: table, json, csv or yaml.
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
        try {
            $this->refuseDetachedValues($arguments);
            $format = OutputFormat::fromOptions($options, OutputFormat::cases());
            $given = new CommandOptions($options);
            Request::colors($given);
            $parameters = MissingExtension::isMissing() ? null : Request::paletteOptions($given)->hash();
            $counts = (new Statistics(Database::ofWordPress()))->collect($parameters);
        } catch (UsageError | StorageError $error) {
            \WP_CLI::error($error->getMessage());
        }
        if ($parameters === null) {
            \WP_CLI::warning(__('Without the photolibrary extension, only palettes of changed files count as stale.', 'photolibrary'));
        }
        $format->print($counts);
    }

    /** With the settings that the trait's methods have no parameters for. */
    protected function run_sync(Request $request): Report
    {
        return (new Runner(Database::ofWordPress(), $this->observer))->run($this->request ?? $request);
    }

    private function requireExtension(): void
    {
        if (MissingExtension::isMissing()) {
            \WP_CLI::error(MissingExtension::message());
        }
    }

    /**
     * WP-CLI takes `--workers 4` for a flag without value, which it drops with a warning, and for attachment 4.
     *
     * @param list<string> $arguments
     * @throws UsageError
     */
    private function refuseDetachedValues(array $arguments): void
    {
        $typed = \WP_CLI::get_runner()->assoc_args;
        foreach (self::VALUE_OPTIONS as $name) {
            if (($typed[$name] ?? null) === true) {
                /* translators: 1: name of an option, 2: its value. */
                throw new UsageError(\sprintf(__('--%1$s needs its value after an equals sign: write --%1$s=%2$s.', 'photolibrary'), $name, $arguments[0] ?? '<value>'));
            }
        }
    }

    private function warnAboutOversubscription(Request $request): void
    {
        $over = $request->parallelism->oversubscription();
        if ($over !== null) {
            \WP_CLI::warning(\sprintf(
                /* translators: 1: a number, 2: number of processors, 3: a suggestion. */
                __('%1$d processes and threads are more than %2$d processors can run at once. %3$s', 'photolibrary'),
                $over->total,
                $over->cpus,
                self::suggestion($over),
            ));
        }
    }

    /** Each option in it is enough, with the other as it is. */
    private static function suggestion(Oversubscription $over): string
    {
        $options = [];
        if ($over->suggestedProcesses !== null) {
            $options[] = "--parallel={$over->suggestedProcesses}";
        }
        if ($over->suggestedWorkers !== null) {
            $options[] = "--workers={$over->suggestedWorkers}";
        }

        return $options === []
            ? __('Without --parallel and --workers there is one process per processor.', 'photolibrary')
            /* translators: %s: an option, or two of them. */
            : \sprintf(__('Try %s.', 'photolibrary'), implode(__(' or ', 'photolibrary'), $options));
    }
}
