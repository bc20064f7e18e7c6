<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

use PhotoLibrary\Cli\Interruption;
use PhotoLibrary\Cli\Options;
use PhotoLibrary\Cli\OutputFormat;
use PhotoLibrary\EngineException;
use PhotoLibrary\WordPress\Cli\Guard;
use PhotoLibrary\WordPress\Cli\Output;
use PhotoLibrary\WordPress\Library\ColoredPhotos;
use PhotoLibrary\WordPress\Library\Database;
use PhotoLibrary\WordPress\Library\StorageError;

/**
 * The commands that send the colours of the library to an index of Pinecone.
 */
final readonly class Command
{
    /**
     * Sends the dominant colour of every photo to a Pinecone index.
     *
     * A photo is one vector: its id is that of the attachment, its values are red,
     * green and blue from 0 to 1. Sends the palettes that sync_palettes stored; a
     * palette that a user chose takes precedence. Replaces vectors that are there
     * already. Never asks a question.
     *
     * The key is read from PINECONE_API_KEY in the environment or
     * PHOTOLIBRARY_PINECONE_API_KEY in wp-config.php, the host of the index from
     * PINECONE_INDEX_HOST or PHOTOLIBRARY_PINECONE_HOST. The namespace is
     * "photos" unless PHOTOLIBRARY_PINECONE_NAMESPACE sets another, in the
     * environment or in wp-config.php. Sites that share an index each need their
     * own. The index must have dimension 3 and the metric euclidean.
     *
     * ## OPTIONS
     *
     * [--clear-first]
     * : Remove all vectors of the namespace first.
     * That includes those of photos that are gone.
     *
     * [--batch-size=<n>]
     * : Send at most this many vectors in one request, 1 to 1000.
     * ---
     * default: 100
     * ---
     *
     * [--dry-run]
     * : Count photos and requests and show three vectors, but send nothing.
     * Needs no key.
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
        Guard::requireExtension();
        Guard::orFail(static function () use ($options): void {
            $given = new Options($options);
            $size = $given->number('batch-size', 1, Batches::MAX_VECTORS, 100);
            $report = new Report(Configuration::namespace(), $size, $given->flag('dry-run'));
            $clearFirst = $given->flag('clear-first');
            $output = Output::fromOptions($given, [OutputFormat::Table, OutputFormat::Json]);
            $index = $report->dryRun ? null : new Index(Configuration::ofSite());
            $photos = new ColoredPhotos(Database::ofWordPress());
            $rebuild = new Rebuild($photos, new Batches($size, Configuration::namespace()), $report);
            try {
                $index === null ? $rebuild->rehearse() : $rebuild->run($index, $clearFirst);
            } catch (StorageError | IndexError | EngineException $error) {
                if ($report->total() > 0) {
                    self::print($report, $output, null);
                }
                throw $error;
            }
            self::print($report, $output, $rebuild->interruption()?->name());
            if ($rebuild->advice() !== null) {
                \WP_CLI::warning($rebuild->advice());
            }
            if ($rebuild->interruption() !== null) {
                self::interrupted($report, $rebuild->interruption());
            }
            $output->conclude($report, 'photo', $report->dryRun ? 'prepare' : 'index');
        });
    }

    /**
     * Lists photos and the colours that rebuild_pinecone_index sends.
     *
     * ## OPTIONS
     *
     * [--limit=<n>]
     * : List this many photos. 0: all.
     * ---
     * default: 10
     * ---
     *
     * [--format=<format>]
     * : Format of the list: table, json or csv.
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
        Guard::requireExtension();
        Guard::orFail(static function () use ($options): void {
            $given = new Options($options);
            $limit = $given->number('limit', 0, PHP_INT_MAX, 10);
            $output = Output::fromOptions($given, [OutputFormat::Table, OutputFormat::Json, OutputFormat::Csv]);
            $rows = self::rows($limit === 0 ? PHP_INT_MAX : $limit);
            $output->printRows($rows, ['id', 'title', 'date', 'red', 'green', 'blue', 'hex', 'colors']);
        });
    }

    /**
     * Connects to the index and prints its statistics.
     *
     * Also searches the index for the colour of the first photo. Similarity 1
     * means the same colour; 0 is the distance of black from white. Writes
     * nothing.
     *
     * ## EXAMPLES
     *
     *     $ PINECONE_API_KEY=… PINECONE_INDEX_HOST=… wp photolibrary test_pinecone
     *
     * @alias test-pinecone
     */
    public function test_pinecone(): void
    {
        Guard::requireExtension();
        Guard::orFail(static function (): void {
            $configuration = Configuration::ofSite();
            $index = new Index($configuration);
            $statistics = $index->statistics();
            $output = new Output(OutputFormat::Table);
            $output->print(self::description($configuration, $statistics));
            $statistics->requireColors();
            $output->printRows(self::nearest($index), ['photo', 'color', 'nearest', 'nearest_color', 'similarity']);
            if ($statistics->advice() !== null) {
                \WP_CLI::warning($statistics->advice());
            }
            \WP_CLI::success(__('The index accepts colours.', 'photolibrary'));
        });
    }

    /** @return array<string, int|string> */
    private static function description(Configuration $configuration, Statistics $statistics): array
    {
        $vectors = [];
        foreach ($statistics->vectors as $name => $count) {
            $vectors['vectors: ' . ($name === '' ? '__default__' : $name)] = $count;
        }

        return [
            'host' => $configuration->host,
            'namespace' => $configuration->namespace,
            'dimension' => $statistics->dimension ?? '',
            'metric' => $statistics->metric ?? '',
            'fullness' => round(100 * $statistics->fullness, 2) . ' %',
            'vectors' => $statistics->total,
        ] + $vectors;
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

    private static function print(Report $report, Output $output, ?string $signal): void
    {
        $tables = $report->dryRun ? ['samples' => $report->samples()] : [];
        $output->report($report, $signal, ['ids', 'photos', 'reason', 'message'], $tables);
    }

    private static function interrupted(Report $report, Interruption $interruption): never
    {
        \WP_CLI::error(\sprintf(
            /* translators: 1: name of a signal, 2 and 3: numbers. */
            __('Interrupted by %1$s after %2$d photos (%3$d failed). The next run sends all of them again.', 'photolibrary'),
            (string) $interruption->name(),
            $report->processed(),
            $report->failed(),
        ), false);
        \WP_CLI::halt($interruption->exitCode());
    }
}
