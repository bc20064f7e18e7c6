<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

use PhotoLibrary\EngineException;
use PhotoLibrary\WordPress\Cli\CommandOptions;
use PhotoLibrary\WordPress\Cli\Interruption;
use PhotoLibrary\WordPress\Cli\MissingExtension;
use PhotoLibrary\WordPress\Cli\OutputFormat;
use PhotoLibrary\WordPress\Cli\UsageError;
use PhotoLibrary\WordPress\Library\ColoredPhotos;
use PhotoLibrary\WordPress\Library\Database;
use PhotoLibrary\WordPress\Library\StorageError;

/**
 * The commands that bring the colours of the library into an index of Pinecone.
 */
final readonly class Command
{
    private const FAILURES_SHOWN = 20;

    /** Their names below the command of this plugin; with dashes they are aliases. */
    private const NAMES = ['rebuild_pinecone_index', 'list_palettes_for_pinecone', 'test_pinecone'];

    public static function register(string $parent): void
    {
        $command = new self();
        foreach (self::NAMES as $name) {
            \WP_CLI::add_command("{$parent} {$name}", [$command, $name]);
        }
    }

    /**
     * Brings the dominant colour of every photo into an index of Pinecone.
     *
     * A photo is one vector: its id is that of the attachment, its values are red,
     * green and blue from 0 to 1. Takes the palettes as sync_palettes stored them,
     * and those that users chose before. A vector that is there already is
     * replaced. Never asks a question.
     *
     * The key is read from PINECONE_API_KEY in the environment or
     * PHOTOLIBRARY_PINECONE_API_KEY in wp-config.php, the host of the index from
     * PINECONE_INDEX_HOST or PHOTOLIBRARY_PINECONE_HOST. The namespace is
     * "photos", or what PHOTOLIBRARY_PINECONE_NAMESPACE says in either place; all
     * sites that share an index need one each. The index has dimension 3 and the
     * metric euclidean.
     *
     * ## OPTIONS
     *
     * [--clear-first]
     * : Removes all vectors of the namespace first, also those of photos that are
     * gone.
     *
     * [--batch-size=<n>]
     * : Vectors that one request carries at most, 1 to 1000.
     * ---
     * default: 100
     * ---
     *
     * [--dry-run]
     * : Counts photos and requests and shows three vectors. Sends nothing, and
     * needs no key.
     *
     * [--format=<format>]
     * : How the report is printed.
     * ---
     * default: table
     * options:
     *   - table
     *   - json
     * ---
     *
     * ## EXAMPLES
     *
     *     # After a sync, every night.
     *     $ wp photolibrary rebuild_pinecone_index
     *     Success: Indexed 980 of 980 photos.
     *
     * @alias rebuild-pinecone-index
     *
     * @param list<string> $arguments
     * @param array<string, mixed> $options
     */
    public function rebuild_pinecone_index(array $arguments, array $options): void
    {
        $this->requireExtension();
        try {
            $given = new CommandOptions($options);
            $size = $given->number('batch-size', 1, Batches::MAX_VECTORS, 100);
            $report = new Report(Configuration::namespace(), $size, $given->flag('dry-run'));
            $clearFirst = $given->flag('clear-first');
            $format = OutputFormat::fromOptions($options, [OutputFormat::Table, OutputFormat::Json]);
            $index = $report->dryRun ? null : new Index(Configuration::ofSite());
        } catch (UsageError $error) {
            \WP_CLI::error($error->getMessage());
        }
        $rebuild = new Rebuild(
            new ColoredPhotos(Database::ofWordPress()),
            new Batches($size, Configuration::namespace()),
            $report,
        );
        try {
            $index === null ? $rebuild->rehearse() : $rebuild->run($index, $clearFirst);
        } catch (StorageError | IndexError | EngineException $error) {
            if ($report->total() > 0) {
                $this->printReport($report, $format, null);
            }
            \WP_CLI::error($error->getMessage());
        }
        $this->printReport($report, $format, $rebuild->interruption()?->name());
        if ($rebuild->advice() !== null) {
            \WP_CLI::warning($rebuild->advice());
        }
        $this->conclude($report, $format, $rebuild->interruption());
    }

    /**
     * Lists photos and the colours that rebuild_pinecone_index sends.
     *
     * ## OPTIONS
     *
     * [--limit=<n>]
     * : Photos that are listed. 0: all.
     * ---
     * default: 10
     * ---
     *
     * [--format=<format>]
     * : How they are listed.
     * ---
     * default: table
     * options:
     *   - table
     *   - json
     *   - csv
     * ---
     *
     * ## EXAMPLES
     *
     *     $ wp photolibrary list_palettes_for_pinecone --limit=0 --format=csv >colors.csv
     *
     * @alias list-palettes-for-pinecone
     *
     * @param list<string> $arguments
     * @param array<string, mixed> $options
     */
    public function list_palettes_for_pinecone(array $arguments, array $options): void
    {
        $this->requireExtension();
        try {
            $limit = (new CommandOptions($options))->number('limit', 0, PHP_INT_MAX, 10);
            $format = OutputFormat::fromOptions($options, [OutputFormat::Table, OutputFormat::Json, OutputFormat::Csv]);
            $rows = self::rows($limit === 0 ? PHP_INT_MAX : $limit);
        } catch (UsageError | StorageError $error) {
            \WP_CLI::error($error->getMessage());
        }
        $format->printRows($rows, ['id', 'title', 'date', 'red', 'green', 'blue', 'hex', 'colors']);
    }

    /**
     * Connects to the index and shows what it says of itself.
     *
     * Also looks for the colour of the first photo. A similarity of 1 is the very
     * same colour, 0 is black and white. Writes nothing.
     *
     * ## EXAMPLES
     *
     *     $ PINECONE_API_KEY=… PINECONE_INDEX_HOST=… wp photolibrary test_pinecone
     *
     * @alias test-pinecone
     */
    public function test_pinecone(): void
    {
        $this->requireExtension();
        try {
            $configuration = Configuration::ofSite();
            $index = new Index($configuration);
            $statistics = $index->statistics();
            $vectors = [];
            foreach ($statistics->vectors as $name => $count) {
                $vectors['vectors: ' . ($name === '' ? '__default__' : $name)] = $count;
            }
            OutputFormat::Table->print([
                'host' => $configuration->host,
                'namespace' => $configuration->namespace,
                'dimension' => $statistics->dimension ?? '',
                'metric' => $statistics->metric ?? '',
                'fullness' => round(100 * $statistics->fullness, 2) . ' %',
                'vectors' => $statistics->total,
            ] + $vectors);
            $statistics->requireColors();
            OutputFormat::Table->printRows(self::nearest($index), ['photo', 'color', 'nearest', 'nearest_color', 'similarity']);
        } catch (UsageError | StorageError | IndexError | EngineException $error) {
            \WP_CLI::error($error->getMessage());
        }
        if ($statistics->advice() !== null) {
            \WP_CLI::warning($statistics->advice());
        }
        \WP_CLI::success(__('The index takes colours.', 'photolibrary'));
    }

    private function requireExtension(): void
    {
        if (MissingExtension::isMissing()) {
            \WP_CLI::error(MissingExtension::message());
        }
    }

    /** @return list<array<string, int|string>> */
    private static function rows(int $limit): array
    {
        $rows = [];
        foreach ((new ColoredPhotos(Database::ofWordPress()))->all() as $id => $photo) {
            $color = $photo->dominant();
            if ($color === null) {
                continue;
            }
            $rows[] = [
                'id' => $id,
                'title' => mb_scrub($photo->title, 'UTF-8'),
                'date' => $photo->date,
                'red' => $color->red,
                'green' => $color->green,
                'blue' => $color->blue,
                'hex' => $color->toHex(),
                'colors' => \count($photo->colors),
            ];
            if (\count($rows) === $limit) {
                break;
            }
        }

        return $rows;
    }

    /**
     * What the index finds for the colour of the first photo.
     *
     * @return list<array<string, int|string|float>>
     */
    private static function nearest(Index $index): array
    {
        foreach ((new ColoredPhotos(Database::ofWordPress()))->all() as $id => $photo) {
            $color = $photo->dominant();
            $match = $color === null ? null : $index->query($color, 1)[0] ?? null;
            if ($color !== null) {
                return [[
                    'photo' => $id,
                    'color' => $color->toHex(),
                    'nearest' => $match->id ?? '',
                    'nearest_color' => $match?->color->toHex() ?? '',
                    'similarity' => $match === null ? '' : round($match->similarity, 4),
                ]];
            }
        }

        return [];
    }

    private function printReport(Report $report, OutputFormat $format, ?string $signal): void
    {
        $values = $report->toArray() + ['interrupted' => $signal];
        if (!$format->isForPeople()) {
            $format->print($values + ['failures' => $report->failures()] + ($report->dryRun ? ['samples' => $report->samples()] : []));
            return;
        }
        $format->print(array_filter($values, static fn(mixed $value): bool => $value !== null));
        if ($report->samples() !== []) {
            $format->printRows($report->samples(), ['id', 'values', 'metadata']);
        }
        $failures = \array_slice($report->failures(), 0, self::FAILURES_SHOWN);
        if ($failures !== []) {
            $format->printRows($failures, ['ids', 'photos', 'reason', 'message']);
        }
    }

    /** The last sentence, and the status. */
    private function conclude(Report $report, OutputFormat $format, ?Interruption $interruption): void
    {
        if ($interruption !== null) {
            \WP_CLI::error(\sprintf(
                /* translators: 1: name of a signal, 2 and 3: numbers. */
                __('Interrupted by %1$s after %2$d photos (%3$d failed). The next run sends all of them again.', 'photolibrary'),
                (string) $interruption->name(),
                $report->processed(),
                $report->failed(),
            ), false);
            \WP_CLI::halt($interruption->exitCode());
        }
        if ($format->isForPeople() || $report->failed() > 0) {
            \WP_CLI\Utils\report_batch_operation_results(
                'photo',
                $report->dryRun ? 'prepare' : 'index',
                $report->total(),
                $report->processed(),
                $report->failed(),
                $report->skipped(),
            );
        }
    }
}
