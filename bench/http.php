#!/usr/bin/env php
<?php

/**
 * photolibrary's HTTP pool beside PHP's other clients and beside libcurl alone, and palettes by URL beside palettes of
 * files; from an nginx on loopback. `bin/bench --http` installs what this needs and calls it.
 *   bench/http.php [--rounds=N] [--clients=A,B] [--parts=A,B] [--packages=A,B]
 */

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

use PhotoLibrary\Bench\SideBySide\Report;
use PhotoLibrary\Bench\SideBySide\Times;

foreach (['Jpeg', 'Photo', 'Report', 'Times'] as $class) {
    require __DIR__ . "/side_by_side/{$class}.php";
}
foreach (['Server', 'ClientProcess', 'Workload', 'Transfers', 'Photos', 'RemotePalettes', 'Verdicts'] as $class) {
    require __DIR__ . "/http/{$class}.php";
}

const CACHE = __DIR__ . '/../.cache/bench';
const FOLDER = CACHE . '/http';
const MODULE = __DIR__ . '/../modules/photolibrary.so';

const LABELS = [
    'floor' => 'libcurl alone: a loop in C++ (the floor)',
    'photolibrary' => 'photolibrary: HttpPool::sendAll()',
    'curl' => "PHP's curl: a curl_multi loop by hand",
    'curl_refill' => 'the same, sending the next request before it takes a body',
    'guzzle' => 'Guzzle 7: Pool',
    'guzzle_bare' => 'the same without middleware',
    'symfony_batches' => 'Symfony HttpClient: batches',
    'symfony_window' => 'Symfony HttpClient: sliding window',
    'symfony_all' => 'Symfony HttpClient: all at once',
    'react' => 'ReactPHP: Browser',
];
const GUZZLE = ['guzzle', 'guzzle_bare'];
const SYMFONY = ['symfony_batches', 'symfony_window', 'symfony_all'];

/** Milliseconds of PHP's work on each body, where it works at all. */
const WORK_MS = 1.5;
const CONCURRENCIES = [8, 32, 128];

function processors(): int
{
    return max(1, (int) shell_exec('nproc'));
}

function progress(string $what): void
{
    if (stream_isatty(STDERR)) {
        fwrite(STDERR, "\r\e[K{$what}");
    }
}

/**
 * @param array<string, string> $missing name and reason; clients that are not there are added
 * @return array<string, list<string>> commands by client
 */
function commands(array &$missing): array
{
    $there = [
        'floor' => is_executable(FOLDER . '/floor'),
        'photolibrary' => class_exists(\PhotoLibrary\HttpPool::class),
        'curl' => \extension_loaded('curl'),
        'guzzle' => is_dir(FOLDER . '/php/vendor/guzzlehttp/guzzle'),
        'symfony' => is_dir(FOLDER . '/php/vendor/symfony/http-client'),
        'react' => is_dir(FOLDER . '/php/vendor/react/http'),
    ];
    $commands = [];
    foreach (LABELS as $client => $label) {
        if ($there[explode('_', $client)[0]]) {
            $commands[$client] = $client === 'floor' ? [FOLDER . '/floor'] : [PHP_BINARY, __DIR__ . '/http/client.php', $client];
        } else {
            $missing[$label] = 'not installed: the registry used does not have it, or it could not be built';
        }
    }

    return $commands;
}

/** How often the clients are to hash, so that it takes them WORK_MS. */
function amount_of_work(): int
{
    $least = INF;
    for ($try = 0; $try < 20; ++$try) {
        $start = hrtime(true);
        $hash = '';
        for ($i = 0; $i < 10_000; ++$i) {
            $hash = md5($hash);
        }
        $least = min($least, (hrtime(true) - $start) / 1e6);
    }

    return (int) (10_000 * WORK_MS / $least);
}

/** @return list<Workload> */
function workloads(): array
{
    $workloads = [];
    foreach ([100_000 => 2_000, 1_000 => 5_000, 1_000_000 => 300] as $bytes => $requests) {
        foreach (CONCURRENCIES as $concurrency) {
            $workloads[] = new Workload($requests, $bytes, $concurrency);
        }
    }

    return $workloads;
}

/** @return list<Workload> */
function delayed_workloads(): array
{
    $work = amount_of_work();

    return array_map(static fn(int $concurrency): Workload => new Workload(1_000, 100_000, $concurrency, '/delayed/bodies', $work), CONCURRENCIES);
}

/**
 * @param list<string> $clients
 * @param list<Workload> $workloads
 */
function report_transfers(Report $report, Transfers $transfers, array $clients, array $workloads): void
{
    $rows = [];
    foreach ($clients as $client) {
        $row = [LABELS[$client]];
        foreach ($workloads as $workload) {
            $row[] = Report::number($transfers->cpuOf($client, $workload), 0);
        }
        $rows[] = [...$row, megabytes($transfers, $client, $workloads)];
    }
    $report->table(['µs of processor time a request', ...array_column($workloads, 'name'), 'MB at most'], $rows);
    $rows = [];
    foreach (array_diff($clients, ['photolibrary']) as $client) {
        $row = [LABELS[$client]];
        foreach ($workloads as $workload) {
            $row[] = Report::number(quotient($transfers->cpuOf($client, $workload), $transfers->cpuOf('photolibrary', $workload)));
        }
        $rows[] = $row;
    }
    $report->table(['times the processor time of photolibrary', ...array_column($workloads, 'name')], $rows);
}

/**
 * @param list<string> $clients
 * @param list<Workload> $workloads
 */
function report_delayed(Report $report, Transfers $transfers, array $clients, array $workloads): void
{
    $rows = [];
    foreach ($clients as $client) {
        $row = [LABELS[$client]];
        foreach ($workloads as $workload) {
            $rate = $transfers->rateOf($client, $workload);
            $row[] = Report::number($rate, 0) . ' (' . Report::number(quotient($transfers->rateOf('photolibrary', $workload), $rate)) . ')';
        }
        $rows[] = $row;
    }
    $names = array_map(static fn(Workload $workload): string => "{$workload->concurrency} at once", $workloads);
    $report->table(["bodies a second (photolibrary's rate ÷ this)", ...$names], $rows);
}

/** @param list<Workload> $workloads */
function megabytes(Transfers $transfers, string $client, array $workloads): string
{
    $memory = array_intersect_key($transfers->memory[$client] ?? [], array_flip(array_column($workloads, 'name')));

    return $memory === [] ? '–' : Report::number(min($memory) / 1024, 0) . ' to ' . Report::number(max($memory) / 1024, 0);
}

function quotient(?float $value, ?float $by): ?float
{
    return $value === null || $by === null || $by <= 0 ? null : $value / $by;
}

function report_palettes(Report $report, RemotePalettes $palettes, Photos $photos, int $rounds): void
{
    $rows = [];
    foreach (array_keys($photos->sets()) as $set) {
        foreach (RemotePalettes::MODES as $mode) {
            $file = $palettes->cpuOf($mode, 'file', $set);
            $row = ["{$set}, {$mode}", Report::number($file === null ? null : $file / 1000)];
            foreach (['url', 'url-without-ranges'] as $place) {
                $url = $palettes->cpuOf($mode, $place, $set);
                array_push($row, Report::number($url === null ? null : $url / 1000), Report::number(quotient($url, $file), 3));
            }
            $rows[] = $row;
        }
    }
    $report->table(['ms of processor time a photo', 'file', 'URL', '÷ file', 'URL, no Range requests', '÷ file'], $rows);
    $rows = [];
    foreach (['url' => 'Range requests', 'url-without-ranges' => 'none'] as $place => $label) {
        foreach (RemotePalettes::MODES as $mode) {
            $share = $palettes->share($place, $mode, $rounds);
            $rows[] = [
                "{$label}, {$mode} (" . \count($share['read']) . ')', ...middle_and_most($share['read']), ...middle_and_most($share['wire']),
                Report::number(Times::medianOf($share['ofFile']), 3), Report::number($share['requests']),
            ];
        }
    }
    $report->table([
        'progressive photos', 'bytes read ÷ allowed: median', 'most', 'bytes on the wire ÷ allowed: median', 'most', 'wire ÷ file: median', 'requests a photo',
    ], $rows);
    $report->text('Progressive photos are those whose first pass is enough. Allowed is 1.15 × the end of the first DC pass + 64 kB; the wire is what nginx says it sent, with headers.');
    $different = $palettes->different();
    $report->text($different === [] ? 'Every photo has the same palette from a file and by URL, in every mode.'
        : \count($different) . ' photos have not the same palette everywhere: ' . implode(', ', $different) . '.');
}

/**
 * @param list<float> $values
 * @return array{string, string}
 */
function middle_and_most(array $values): array
{
    return [Report::number(Times::medianOf($values), 3), Report::number($values === [] ? null : max($values), 3)];
}

/** Whether libcurl is part of a process that has only loaded the module, one that has read a file, one that has asked for a URL. */
function report_start(Report $report, Server $server, Photos $photos): void
{
    $report->text("```\n" . trim((string) shell_exec(escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg(__DIR__ . '/start_cost.php'))) . "\n```");
    $photo = (string) array_key_first($photos->baseline);
    $allow = 'new PhotoLibrary\PaletteOptions(http: new PhotoLibrary\HttpOptions(allow: ["127.0.0.0/8"]))';
    $url = "http://127.0.0.1:{$server->port}/photos/start/{$photo}";
    $steps = [
        'after the start' => '',
        'after the palette of a file' => 'PhotoLibrary\palette(' . var_export("{$photos->folder}/{$photo}", true) . ');',
        'after the palette of a URL' => 'PhotoLibrary\palette(PhotoLibrary\Source::url(' . var_export($url, true) . "), {$allow});",
    ];
    $rows = [];
    foreach ($steps as $label => $code) {
        $command = [PHP_BINARY, '-n', '-d', 'extension=' . MODULE, '-r', $code . ' readfile("/proc/self/maps");'];
        $maps = (string) shell_exec(implode(' ', array_map(escapeshellarg(...), $command)));
        if ($maps === '') {
            throw new \RuntimeException("no answer {$label}");
        }
        $rows[] = [$label, str_contains($maps, '/libcurl') ? 'yes' : 'no'];
    }
    $report->table(['libcurl is mapped', ''], $rows);
}

/**
 * @param list<string> $parts
 * @param list<string> $wanted clients; all if empty
 * @param list<string> $packages
 */
function measure(int $rounds, array $parts, array $wanted, array $packages): void
{
    $missing = [];
    $commands = commands($missing);
    $clients = array_values(array_filter(array_keys($commands), static fn(string $client): bool => $wanted === [] || \in_array($client, $wanted, true)));
    $photos = array_intersect(['palettes', 'start'], $parts) === [] ? null : Photos::make(FOLDER . '/photos', $packages, 200);
    $server = new Server((string) realpath(FOLDER), (string) realpath(FOLDER) . '/photos');
    $server->makeBodies([1_000, 100_000, 1_000_000]);
    $server->start();
    $report = new Report();
    $verdicts = new Verdicts();
    $transfers = new Transfers($commands, FOLDER);
    $numbers = [];
    $report->text(about($rounds));
    if (\in_array('transfers', $parts, true)) {
        $report->heading('Many bodies');
        // Without work on the bodies it makes no difference when the next request is sent, but for one more call each.
        $compared = array_values(array_diff($clients, ['curl_refill']));
        $transfers->compare($server, workloads(), $compared, $rounds);
        report_transfers($report, $transfers, $compared, workloads());
        $verdicts->judgeTransfers($transfers, workloads());
    }
    if (\in_array('delayed', $parts, true)) {
        $report->heading('An answer after ' . Server::DELAY_MS . ' ms, ' . WORK_MS . ' ms of work on each body of 100 kB');
        $compared = array_values(array_intersect($clients, ['photolibrary', 'curl', 'curl_refill', 'guzzle', 'symfony_batches', 'symfony_window', 'react']));
        $delayed = delayed_workloads();
        $transfers->compare($server, $delayed, $compared, $rounds);
        report_delayed($report, $transfers, $compared, $delayed);
        $verdicts->judgeDelayed($transfers, $delayed);
    }
    if ($photos !== null && \in_array('start', $parts, true)) {
        $report->heading('What it costs to be loaded');
        report_start($report, $server, $photos);
    }
    if ($photos !== null && \in_array('palettes', $parts, true)) {
        $report->heading('Palettes of ' . \count($photos->progressive) . ' progressive and ' . \count($photos->baseline) . ' baseline photos by URL');
        $palettes = new RemotePalettes($server, $photos, FOLDER);
        $palettes->compare($rounds);
        $server->stop();
        report_palettes($report, $palettes, $photos, $rounds);
        $verdicts->judgePalettes($palettes, $photos, $rounds);
        $numbers = ['palettes_microseconds' => $palettes->cpu->samples(), 'palettes' => $palettes->read, 'batch_bytes' => $palettes->batchBytes];
    }
    $server->stop();
    $report->heading('Targets');
    $report->table(['', 'at least, at most', 'measured', ''], $verdicts->rows());
    foreach ($missing as $name => $why) {
        $report->text("Missing: {$name} ({$why}).");
    }
    foreach ($transfers->errors as $client => $errors) {
        $report->text("{$client} failed in " . \count($errors) . ' workloads, first: ' . reset($errors) . '.');
    }
    file_put_contents(CACHE . '/http.md', $report->markdown());
    file_put_contents(CACHE . '/http.json', json_encode([
        'rounds' => $rounds, 'missing' => $missing, 'microseconds' => $transfers->cpu->samples(), 'clock_microseconds' => $transfers->clock->samples(),
        'memory_kib' => $transfers->memory, 'errors' => $transfers->errors, 'targets' => $verdicts->rows(), ...$numbers,
    ], JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR));
    echo $report->markdown();
}

function about(int $rounds): string
{
    $processor = preg_match('/^model name\s*: (.*)$/m', (string) file_get_contents('/proc/cpuinfo'), $match) === 1 ? trim($match[1]) : 'an unknown kind';

    return "Medians of {$rounds} rounds in turns. " . processors() . " processors of {$processor}: the clients on the first, nginx on the last. PHP "
        . PHP_VERSION . ', libcurl ' . trim((string) shell_exec('pkg-config --modversion libcurl')) . '.';
}

/** @param list<string> $arguments */
function main(array $arguments): int
{
    $options = ['rounds' => '5', 'clients' => '', 'parts' => 'transfers,delayed,start,palettes', 'packages' => ''];
    foreach ($arguments as $argument) {
        if (preg_match('/^--([a-z]+)=(.*)$/', $argument, $match) !== 1 || !isset($options[$match[1]])) {
            fwrite(STDERR, "http.php: do not know {$argument}\n");

            return 2;
        }
        $options[$match[1]] = $match[2];
    }
    $list = static fn(string $text): array => array_values(array_filter(explode(',', $text)));
    measure(max(1, (int) $options['rounds']), $list($options['parts']), $list($options['clients']), $list($options['packages']));

    return 0;
}

exit(main(\array_slice($argv, 1)));
