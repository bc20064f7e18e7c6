#!/usr/bin/env php
<?php

/**
 * The modes side by side over the same photos: one process sequential, one with two threads, and two processes with half
 * of the photos each. Rounds in turns, medians; every round must give the same palettes.
 *   bench/modes.php [--rounds=N] [FOLDER|FILE...]      default: 5 rounds over /usr/share/backgrounds
 */

declare(strict_types=1);

use PhotoLibrary\Parallelism;

const EXTENSIONS = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'heic', 'tif', 'tiff'];

/**
 * @param list<string> $arguments files and folders
 * @return list<string>
 */
function photos(array $arguments): array
{
    $photos = [];
    foreach ($arguments as $argument) {
        if (is_file($argument)) {
            $photos[] = $argument;
            continue;
        }
        /** @var iterable<SplFileInfo> $files */
        $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($argument, FilesystemIterator::SKIP_DOTS));
        foreach ($files as $file) {
            if ($file->isFile() && in_array(strtolower($file->getExtension()), EXTENSIONS, true)) {
                $photos[] = $file->getPathname();
            }
        }
    }
    sort($photos);

    return $photos;
}

/** What a child process does: the photos named on its STDIN, one digest on its STDOUT. */
function child(string $mode): void
{
    $photos = explode("\n", (string) stream_get_contents(STDIN));
    $parallelism = $mode === 'workers' ? Parallelism::workers(2) : Parallelism::sequential();
    $digests = [];
    foreach (PhotoLibrary\palettes($photos, parallelism: $parallelism) as $number => $result) {
        assert(is_int($number));
        $digests[$photos[$number]] = hash('sha256', (string) json_encode($result));
    }
    ksort($digests);
    foreach ($digests as $photo => $digest) {
        echo $digest, ' ', $photo, "\n";
    }
}

/**
 * Starts a child for each share of the photos and waits for all.
 *
 * @param list<list<string>> $shares
 * @return array{float, string} seconds, digest
 */
function measure(string $mode, array $shares): array
{
    $module = dirname(__DIR__) . '/modules/photolibrary.so';
    $started = hrtime(true);
    $children = [];
    foreach ($shares as $share) {
        $command = [PHP_BINARY, '-n', '-d', "extension=$module", __FILE__, "--child=$mode"];
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $pipes);
        if ($process === false) {
            throw new RuntimeException('PHP cannot be started');
        }
        fwrite($pipes[0], implode("\n", $share));
        fclose($pipes[0]);
        $children[] = [$process, $pipes[1]];
    }
    $lines = [];
    foreach ($children as [$process, $output]) {
        array_push($lines, ...explode("\n", trim((string) stream_get_contents($output))));
        if (proc_close($process) !== 0) {
            throw new RuntimeException("a child ($mode) failed");
        }
    }
    $seconds = (hrtime(true) - $started) / 1e9;
    sort($lines);

    return [$seconds, hash('sha256', implode("\n", $lines))];
}

/** @param non-empty-list<float> $values */
function median(array $values): float
{
    sort($values);

    return $values[intdiv(count($values), 2)];
}

/** @param list<string> $arguments */
function main(array $arguments): int
{
    $rounds = 5;
    if (preg_match('/^--child=(.+)$/', $arguments[0] ?? '', $match) === 1) {
        child($match[1]);

        return 0;
    }
    if (preg_match('/^--rounds=(\d+)$/', $arguments[0] ?? '', $match) === 1) {
        $rounds = max(1, (int) $match[1]);
        array_shift($arguments);
    }
    $photos = photos($arguments === [] ? ['/usr/share/backgrounds'] : $arguments);
    // Neighbours are alike, so every other photo goes to each process.
    $halves = [[], []];
    foreach ($photos as $number => $photo) {
        $halves[$number % 2][] = $photo;
    }
    $sequential = $threads = $processes = $digests = [];
    for ($round = 0; $round < $rounds; ++$round) {
        [$sequential[], $digests[]] = measure('sequential', [$photos]);
        [$threads[], $digests[]] = measure('workers', [$photos]);
        [$processes[], $digests[]] = measure('sequential', $halves);
    }
    $medians = ['sequential' => median($sequential), 'workers(2)' => median($threads), '2 processes' => median($processes)];
    foreach ($medians as $name => $seconds) {
        printf("%-12s %7.3f s  %7.1f images/s\n", $name, $seconds, count($photos) / $seconds);
    }
    printf("workers(2) / 2 processes: %.3f\n", $medians['2 processes'] / $medians['workers(2)']);
    $digests = array_values(array_unique($digests));
    echo count($digests) === 1 ? "one digest: {$digests[0]}\n" : "the palettes differ\n";

    return count($digests) === 1 ? 0 : 1;
}

exit(main(array_slice($argv, 1)));
