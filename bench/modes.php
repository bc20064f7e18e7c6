#!/usr/bin/env php
<?php

/**
 * The modes side by side over the same photos: sequential, two threads, two isolated processes, two of two threads each,
 * and, to compare with, two sequential PHPs with half of the photos each. Threads and isolated processes also with a loop
 * body that sleeps 30 ms after every 20 results, as a commit to a database would. Rounds in turns, medians; every round
 * must give the same palettes.
 *   bench/modes.php [--rounds=N] [FOLDER|FILE...]      default: 5 rounds over /usr/share/backgrounds
 */

declare(strict_types=1);

use PhotoLibrary\Parallelism;

const COMMITS = ', commits';
const TWO_PHPS = 'two sequential PHPs';
const MODES = ['sequential', 'workers(2)', 'processes(2)', 'processes(2, 2)', 'workers(2), commits', 'processes(2), commits', TWO_PHPS];

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
    $commits = str_ends_with($mode, COMMITS);
    $parallelism = match ($commits ? substr($mode, 0, -strlen(COMMITS)) : $mode) {
        'sequential' => Parallelism::sequential(),
        'workers(2)' => Parallelism::workers(2),
        'processes(2)' => Parallelism::processes(2),
        'processes(2, 2)' => Parallelism::processes(2, 2),
        default => throw new InvalidArgumentException("there is no mode $mode"),
    };
    $digests = [];
    foreach (PhotoLibrary\palettes($photos, parallelism: $parallelism) as $number => $result) {
        $digests[] = hash('sha256', (string) json_encode($result)) . " {$photos[$number]}\n";
        if ($commits && count($digests) % 20 === 0) {
            usleep(30_000);
        }
    }
    echo implode($digests);
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

/** @param list<float> $values */
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
    $seconds = array_fill_keys(MODES, []);
    $digests = [];
    for ($round = 0; $round < $rounds; ++$round) {
        foreach (MODES as $mode) {
            [$seconds[$mode][], $digests[]] = $mode === TWO_PHPS ? measure('sequential', $halves) : measure($mode, [$photos]);
        }
    }
    $medians = array_map(median(...), $seconds);
    foreach ($medians as $name => $median) {
        printf("%-21s %7.3f s  %7.1f images/s\n", $name, $median, count($photos) / $median);
    }
    printf("workers(2) / two sequential PHPs: %.3f\n", $medians[TWO_PHPS] / $medians['workers(2)']);
    printf("processes(2) / workers(2): %.3f\n", $medians['workers(2)'] / $medians['processes(2)']);
    printf("the same with commits: %.3f\n", $medians['workers(2), commits'] / $medians['processes(2), commits']);
    $digests = array_values(array_unique($digests));
    echo count($digests) === 1 ? "one digest: {$digests[0]}\n" : "the palettes differ\n";

    return count($digests) === 1 ? 0 : 1;
}

exit(main(array_slice($argv, 1)));
