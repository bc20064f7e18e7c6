<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Sync;

use PhotoLibrary\Cli\Options;
use PhotoLibrary\Cli\ParallelismChoice;
use PhotoLibrary\Cli\Strategy;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;
use PhotoLibrary\Mode;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\PaletteStyle;
use PhotoLibrary\Parallelism;

/**
 * What one run of sync_palettes is asked to do.
 */
final readonly class Request
{
    public const BATCH_SIZE = 20;
    private const MAX_BATCH_SIZE = 10_000;
    private const NICE = 10;
    private const MAX_NICE = 19;
    private const COLORS = 5;
    private const MAX_COLORS = 32;

    /**
     * @param list<int>|null $ids these attachments only, each once; null: the whole library
     * @param bool $isAutomatic nobody asked for this parallelism, so another will do where it cannot run
     * @param int $nice of isolated processes: 0 to 19, higher is lower priority
     * @param int $batchSize results that are stored in one transaction
     * @param int $maxImages images to work on; 0: all
     * @param bool $refresh asks the servers of remote photos whether these have changed
     * @param int $transfers from servers, at once
     */
    public function __construct(
        public ?array $ids,
        public Parallelism $parallelism,
        public bool $isAutomatic = false,
        public int $nice = self::NICE,
        public bool $force = false,
        public bool $dryRun = false,
        public bool $retryFailed = false,
        public int $batchSize = self::BATCH_SIZE,
        public int $maxImages = 0,
        public PaletteOptions $options = new PaletteOptions(),
        public SourceChoice $source = SourceChoice::Auto,
        public bool $refresh = false,
        public int $transfers = Transfers::COUNT,
    ) {}

    /**
     * @param list<string> $ids
     * @throws UsageError
     */
    public static function fromCommandLine(array $ids, Options $options): self
    {
        $choice = ParallelismChoice::fromOptions($options);
        if ($options->isGiven('nice') && !$choice->isAutomatic && $choice->parallelism->mode !== Mode::Processes) {
            throw new UsageError(new Text('--nice applies only to isolated processes, and these options start none.'));
        }
        $source = $options->choice('source', SourceChoice::Auto);
        if (!$source->fetches()) {
            self::refuseFetching($options);
        }

        return new self(
            ids: $ids === [] ? null : self::ids($ids),
            parallelism: $choice->parallelism,
            isAutomatic: $choice->isAutomatic,
            nice: $options->number('nice', 0, self::MAX_NICE, self::NICE),
            force: $options->flag('force'),
            dryRun: $options->flag('dry-run'),
            retryFailed: $options->flag('retry-failed'),
            batchSize: $options->number('batch-size', 1, self::MAX_BATCH_SIZE, self::BATCH_SIZE),
            maxImages: $options->number('max-images', 0, PHP_INT_MAX, 0),
            options: self::paletteOptions($options),
            source: $source,
            refresh: $options->flag('refresh'),
            transfers: $options->number('http-concurrency', 1, Transfers::MAX_COUNT, Transfers::COUNT),
        );
    }

    /**
     * What decides whether a stored palette is stale.
     *
     * @throws UsageError
     */
    public static function paletteOptions(Options $options): PaletteOptions
    {
        return new PaletteOptions(self::colors($options), $options->choice('style', PaletteStyle::Accent));
    }

    /**
     * Can be told also where the extension is missing.
     *
     * @throws UsageError
     */
    public static function colors(Options $options): int
    {
        return $options->number('colors', 1, self::MAX_COLORS, self::COLORS);
    }

    /** The id of an attachment from what somebody gave for it; null if it cannot be one. */
    public static function id(mixed $value): ?int
    {
        $id = filter_var($value, FILTER_VALIDATE_INT, ['options' => ['min_range' => 1]]);

        return $id === false ? null : $id;
    }

    /**
     * What makes sense only where photos are fetched.
     *
     * @throws UsageError
     */
    private static function refuseFetching(Options $options): void
    {
        $strategy = $options->choice('strategy', Strategy::Auto);
        $contradiction = match (true) {
            $strategy->fetches() => "--strategy={$strategy->value}",
            $options->flag('refresh') => '--refresh',
            $options->isGiven('http-concurrency') => '--http-concurrency',
            default => null,
        };
        if ($contradiction !== null) {
            /* translators: %s: an option. */
            throw new UsageError(new Text('%s fetches photos, but --source=local forbids fetching.', $contradiction));
        }
    }

    /**
     * @param list<string> $ids
     * @return non-empty-list<int>
     */
    private static function ids(array $ids): array
    {
        $numbers = [];
        foreach ($ids as $id) {
            /* translators: %s: what was typed. */
            $number = self::id($id) ?? throw new UsageError(new Text('"%s" is not the id of an attachment.', $id));
            $numbers[$number] = $number;
        }
        sort($numbers);
        \assert($numbers !== []);

        return $numbers;
    }
}
