<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

/** Processor times of peers, file by file. */
final class Times
{
    /** @var array<string, array<string, list<int>>> microseconds, by peer and path */
    private array $samples = [];

    public function add(string $peer, string $path, int $microseconds): void
    {
        $this->samples[$peer][$path][] = $microseconds;
    }

    /** The latest one; null if there is none yet. */
    public function last(string $peer, string $path): ?int
    {
        $samples = $this->samples[$peer][$path] ?? [];

        return $samples === [] ? null : $samples[array_key_last($samples)];
    }

    /** @return float|null microseconds */
    public function median(string $peer, string $path): ?float
    {
        return self::medianOf($this->samples[$peer][$path] ?? []);
    }

    /**
     * The geometric mean of the ratios of two peers over those of the files that both have done.
     *
     * @param list<string> $paths
     * @return array{float, int}|null the ratio and how many files it is of
     */
    public function ratio(string $peer, string $base, array $paths): ?array
    {
        $logarithms = [];
        foreach ($paths as $path) {
            [$time, $other] = [$this->median($peer, $path), $this->median($base, $path)];
            if ($time !== null && $other !== null && $other > 0) {
                $logarithms[] = log(max(1.0, $time) / $other);
            }
        }

        return $logarithms === [] ? null : [exp(array_sum($logarithms) / \count($logarithms)), \count($logarithms)];
    }

    /** @return array<string, array<string, list<int>>> */
    public function samples(): array
    {
        return $this->samples;
    }

    /** @param list<int|float> $values */
    public static function medianOf(array $values): ?float
    {
        sort($values);
        $count = \count($values);

        return $count === 0 ? null : ($values[intdiv($count - 1, 2)] + $values[intdiv($count, 2)]) / 2;
    }
}
