<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

/**
 * What the index says of itself. Its counts lag a little behind what was written.
 */
final readonly class Statistics
{
    private const METRIC = 'euclidean';

    /** @param array<string, int> $vectors by namespace */
    private function __construct(
        public ?int $dimension,
        public ?string $metric,
        public float $fullness,
        public int $total,
        public array $vectors,
    ) {}

    /** @param array<mixed> $answer */
    public static function of(array $answer): self
    {
        $vectors = [];
        foreach (\is_array($answer['namespaces'] ?? null) ? $answer['namespaces'] : [] as $name => $summary) {
            $count = \is_array($summary) ? $summary['vectorCount'] ?? 0 : 0;
            $vectors[(string) $name] = \is_int($count) ? $count : 0;
        }
        $dimension = $answer['dimension'] ?? null;
        $metric = $answer['metric'] ?? null;
        $fullness = $answer['indexFullness'] ?? null;
        $total = $answer['totalVectorCount'] ?? null;

        return new self(
            \is_int($dimension) ? $dimension : null,
            \is_string($metric) && $metric !== '' ? $metric : null,
            \is_int($fullness) || \is_float($fullness) ? (float) $fullness : 0.0,
            \is_int($total) ? $total : array_sum($vectors),
            $vectors,
        );
    }

    /** @throws IndexError when colours cannot be in it */
    public function requireColors(): void
    {
        if ($this->dimension === Vector::DIMENSION) {
            return;
        }
        throw new IndexError(\sprintf(
            $this->dimension === null
                /* translators: 2: number of dimensions, 3: name of a metric. */
                ? __('The index does not report a dimension; colours need %2$d. Create an index with dimension %2$d and the metric %3$s.', 'photolibrary')
                /* translators: 1: number of dimensions, 2: number of dimensions, 3: name of a metric. */
                : __('The index has dimension %1$d, but colours need %2$d. Create an index with dimension %2$d and the metric %3$s.', 'photolibrary'),
            (int) $this->dimension,
            Vector::DIMENSION,
            self::METRIC,
        ));
    }

    /** What to know of an index that accepts colours but does not find the nearest; null where all is well. */
    public function advice(): ?string
    {
        return $this->metric === null || $this->metric === self::METRIC ? null : \sprintf(
            /* translators: 1 and 2: names of metrics. */
            __('The metric of the index is %1$s, which does not find the nearest colours. Create the index with the metric %2$s.', 'photolibrary'),
            $this->metric,
            self::METRIC,
        );
    }
}
