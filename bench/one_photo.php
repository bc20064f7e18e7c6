#!/usr/bin/env php
<?php

/**
 * One big photo on one thread and on two: how long a batch of it alone takes, from palettes() to its result. In turns,
 * medians; both must give the same palette.
 *   bench/one_photo.php [--rounds=N] FILE...      default: 15 rounds; for baseline JPEGs of more than a megabyte
 */

declare(strict_types=1);

use PhotoLibrary\Parallelism;

/** @return array{float, string} milliseconds, digest */
function time_photo(string $photo, int $threads): array
{
    $started = hrtime(true);
    $digest = '';
    foreach (PhotoLibrary\palettes([$photo], parallelism: Parallelism::workers($threads)) as $result) {
        $digest = hash('sha256', (string) json_encode($result));
    }

    return [(hrtime(true) - $started) / 1e6, $digest];
}

/** @param list<float> $values */
function median(array $values): float
{
    sort($values);

    return $values[intdiv(count($values), 2)];
}

/** @param list<string> $photos */
function main(array $photos): int
{
    $rounds = 15;
    if (preg_match('/^--rounds=(\d+)$/', $photos[0] ?? '', $match) === 1) {
        $rounds = max(1, (int) $match[1]);
        array_shift($photos);
    }
    $logarithms = [];
    foreach ($photos as $photo) {
        $times = [1 => [], 2 => []];
        $digests = [];
        for ($round = 0; $round < $rounds; ++$round) {
            foreach ($round % 2 === 0 ? [1, 2] : [2, 1] as $threads) {
                [$times[$threads][], $digests[]] = time_photo($photo, $threads);
            }
        }
        if (count(array_unique($digests)) !== 1) {
            echo "the palettes of $photo differ\n";

            return 1;
        }
        [$one, $two] = [median($times[1]), median($times[2])];
        $logarithms[] = log($two / $one);
        printf("%6.1f ms  %6.1f ms  %.3f  %s\n", $one, $two, $two / $one, $photo);
    }
    if ($logarithms !== []) {
        printf("two threads / one: %.3f\n", exp(array_sum($logarithms) / count($logarithms)));
    }

    return 0;
}

exit(main(array_slice($argv, 1)));
