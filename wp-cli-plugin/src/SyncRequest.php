<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

use PhotoLibrary\Mode;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\PaletteStyle;
use PhotoLibrary\Parallelism;

/**
 * What one run of sync_palettes is asked to do.
 */
final readonly class SyncRequest
{
    public const BATCH_SIZE = 20;
    private const MAX_BATCH_SIZE = 10_000;
    private const MAX_WORKERS = 256;
    private const MAX_COLORS = 32;

    /**
     * @param list<int>|null $ids these attachments only, each once; null: the whole library
     * @param bool $isAutomatic nobody asked for this parallelism, so another will do where it cannot run
     * @param int $batchSize results that are stored in one transaction
     * @param int $maxImages images to work on; 0: all
     */
    public function __construct(
        public ?array $ids,
        public Parallelism $parallelism,
        public bool $isAutomatic = false,
        public bool $force = false,
        public bool $dryRun = false,
        public bool $retryFailed = false,
        public int $batchSize = self::BATCH_SIZE,
        public int $maxImages = 0,
        public PaletteOptions $options = new PaletteOptions(),
    ) {}

    /**
     * @param list<string> $ids
     * @param array<string, mixed> $options as WP-CLI gives them: command line, then wp-cli.yml, then defaults
     * @throws UsageError
     */
    public static function fromCommandLine(array $ids, array $options): self
    {
        $workers = self::workers($options);
        $strategy = self::strategy($options, $workers);

        return new self(
            ids: $ids === [] ? null : self::ids($ids),
            parallelism: match ($strategy) {
                Strategy::Sequential => Parallelism::sequential(),
                Strategy::Workers => Parallelism::workers($workers),
                default => Parallelism::detect(),
            },
            isAutomatic: $strategy === Strategy::Auto,
            force: self::flag($options, 'force'),
            dryRun: self::flag($options, 'dry-run'),
            retryFailed: self::flag($options, 'retry-failed'),
            batchSize: self::number($options, 'batch-size', 1, self::MAX_BATCH_SIZE, self::BATCH_SIZE),
            maxImages: self::number($options, 'max-images', 0, PHP_INT_MAX, 0),
            options: self::paletteOptions($options),
        );
    }

    /**
     * What decides whether a stored palette is stale.
     *
     * @param array<string, mixed> $options
     * @throws UsageError
     */
    public static function paletteOptions(array $options): PaletteOptions
    {
        $colors = self::number($options, 'colors', 1, self::MAX_COLORS, 5);
        $style = $options['style'] ?? PaletteStyle::Accent->value;

        return new PaletteOptions(
            $colors,
            (\is_string($style) ? PaletteStyle::tryFrom($style) : null) ?? throw UsageError::notOneOf('style', PaletteStyle::cases()),
        );
    }

    public function isSequential(): bool
    {
        return $this->parallelism->mode === Mode::Sequential;
    }

    /**
     * @param array<string, mixed> $options
     * @return int|null a number of threads, 0 for none; null: not said, or one per processor
     */
    private static function workers(array $options): ?int
    {
        $value = $options['workers'] ?? null;

        return match (true) {
            $value === 'auto', $value === null => null,
            $value === false => 0,
            default => self::number($options, 'workers', 0, self::MAX_WORKERS, 0, __('"auto" or ', 'photolibrary')),
        };
    }

    /** @param array<string, mixed> $options */
    private static function strategy(array $options, ?int $workers): Strategy
    {
        $value = $options['strategy'] ?? Strategy::Auto->value;
        $strategy = (\is_string($value) ? Strategy::tryFrom($value) : null) ?? throw UsageError::notOneOf('strategy', Strategy::cases());
        if (!$strategy->isAvailable()) {
            /* translators: %s: value of an option. */
            throw new UsageError(\sprintf(__('--strategy=%s is not there yet. This version computes with --strategy=workers or --strategy=sequential.', 'photolibrary'), $strategy->value));
        }
        $isGiven = isset($options['workers']);
        if ($isGiven && ($strategy === Strategy::Workers && $workers === 0 || $strategy === Strategy::Sequential && $workers !== 0)) {
            /* translators: %s: value of an option. */
            throw new UsageError(\sprintf(__('--strategy=%s contradicts the number of --workers.', 'photolibrary'), $strategy->value));
        }

        return match (true) {
            $strategy !== Strategy::Auto || !$isGiven => $strategy,
            $workers === 0 => Strategy::Sequential,
            default => Strategy::Workers,
        };
    }

    /**
     * @param list<string> $ids
     * @return non-empty-list<int>
     */
    private static function ids(array $ids): array
    {
        $numbers = [];
        foreach ($ids as $id) {
            $number = filter_var($id, FILTER_VALIDATE_INT, ['options' => ['min_range' => 1]]);
            if ($number === false) {
                /* translators: %s: what was typed. */
                throw new UsageError(\sprintf(__('"%s" is not the id of an attachment.', 'photolibrary'), $id));
            }
            $numbers[$number] = $number;
        }
        sort($numbers);
        \assert($numbers !== []);

        return $numbers;
    }

    /** @param array<string, mixed> $options */
    private static function flag(array $options, string $name): bool
    {
        $value = $options[$name] ?? false;
        if (!\is_bool($value)) {
            /* translators: %s: name of an option. */
            throw new UsageError(\sprintf(__('--%1$s takes no value: write --%1$s or --no-%1$s.', 'photolibrary'), $name));
        }

        return $value;
    }

    /** @param array<string, mixed> $options */
    private static function number(array $options, string $name, int $min, int $max, int $default, string $or = ''): int
    {
        $value = $options[$name] ?? $default;
        $number = \is_int($value) || \is_string($value) && ctype_digit($value)
            ? filter_var($value, FILTER_VALIDATE_INT, ['options' => ['min_range' => $min, 'max_range' => $max]])
            : false;
        if ($number === false) {
            throw new UsageError($max === PHP_INT_MAX
                /* translators: 1: name of an option, 2: another possible value, 3: a number. */
                ? \sprintf(__('--%1$s must be %2$sa whole number from %3$d.', 'photolibrary'), $name, $or, $min)
                /* translators: 1: name of an option, 2: another possible value, 3 and 4: numbers. */
                : \sprintf(__('--%1$s must be %2$sa whole number from %3$d to %4$d.', 'photolibrary'), $name, $or, $min, $max));
        }

        return $number;
    }
}
