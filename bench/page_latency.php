#!/usr/bin/env php
<?php

/**
 * What visitors of a WordPress site notice of a run of sync_palettes: how long its front page takes, with the processors
 * idle and with a run in the default mode going on. Rounds in turns; 95 of 100 requests are faster than what is printed.
 *   bench/page_latency.php [--rounds=N] [FOLDER]      default: 3 rounds with the photos of /usr/share/backgrounds
 * Needs what bin/demo and bin/build leave. The site is in .cache/bench/.
 */

declare(strict_types=1);

namespace PhotoLibrary\Bench;

const ROOT = __DIR__ . '/..';
const HOST = 'photolibrary.test';
const REQUESTS = 150;
const RECORDS = 20_000;

/** Runs a script with the functions of bin/lib and our extension; its STDOUT. */
function shell(string $script, string ...$arguments): string
{
    $process = proc_open(with_library($script, ...$arguments), [['file', '/dev/null', 'r'], ['pipe', 'w'], STDERR], $pipes, ROOT);
    if ($process === false) {
        throw new \RuntimeException('bash cannot be started');
    }
    $output = (string) stream_get_contents($pipes[1]);
    if (proc_close($process) !== 0) {
        throw new \RuntimeException("failed: {$script}");
    }

    return trim($output);
}

/** @return list<string> */
function with_library(string $script, string ...$arguments): array
{
    $library = '. bin/lib/common.sh; . bin/lib/wordpress.sh; use_module_everywhere;';

    return ['bash', '-euo', 'pipefail', '-c', "{$library} {$script}", 'bash', ...array_values($arguments)];
}

/** A site whose library holds the photos again and again, so that a run takes longer than a measurement. */
function site(string $photos): string
{
    $site = realpath(ROOT) . '/.cache/bench/site-' . substr(hash('sha256', $photos), 0, 8);
    shell('wordpress_site "$1"; wordpress_wp "$1" plugin install "$(bin/package)" --force --activate --quiet', $site);
    if (is_file("{$site}.ready")) {
        return $site;
    }
    shell('mkdir -p "$1/wp-content/uploads/bench"; find -L "$2" -type f -regextype egrep -iregex ".*\.(jpe?g|png|webp)" -exec cp {} "$1/wp-content/uploads/bench/" \;', $site, $photos);
    add_records($site);
    touch("{$site}.ready");

    return $site;
}

/** Straight into the database: WordPress would take minutes. */
function add_records(string $site): void
{
    $files = glob("{$site}/wp-content/uploads/bench/*") ?: throw new \RuntimeException('There are no photos.');
    $database = new \PDO("sqlite:{$site}/wp-content/database/.ht.sqlite");
    $post = $database->prepare("INSERT INTO wp_posts (post_content, post_title, post_excerpt, post_status, to_ping, pinged,
        post_content_filtered, post_type, post_mime_type) VALUES ('', ?, '', 'inherit', '', '', '', 'attachment', 'image/jpeg')");
    $meta = $database->prepare("INSERT INTO wp_postmeta (post_id, meta_key, meta_value) VALUES (?, '_wp_attached_file', ?)");
    $database->beginTransaction();
    for ($record = 0; $record < RECORDS; ++$record) {
        $file = basename($files[$record % \count($files)]);
        $post->execute([$file]);
        $meta->execute([(int) $database->lastInsertId(), "bench/{$file}"]);
    }
    $database->commit();
}

/** @return resource a server of the site on this port of the loopback interface */
function serve(string $site, int $port): mixed
{
    $command = ['php', '-S', "127.0.0.1:{$port}", '-t', $site];
    $null = ['file', '/dev/null', 'w'];
    $server = proc_open($command, [['file', '/dev/null', 'r'], $null, $null], $pipes, $site);
    if ($server === false) {
        throw new \RuntimeException('the server cannot be started');
    }
    for ($tries = 0; @fsockopen('127.0.0.1', $port) === false; ++$tries) {
        $tries < 100 || throw new \RuntimeException('the server does not answer');
        usleep(50_000);
    }

    return $server;
}

/** @return list<float> milliseconds that the page took, one request after another */
function measure(int $port): array
{
    $context = stream_context_create(['http' => ['header' => 'Host: ' . HOST, 'protocol_version' => 1.0]]);
    $times = [];
    for ($request = 0; $request < REQUESTS; ++$request) {
        $started = hrtime(true);
        $page = @file_get_contents("http://127.0.0.1:{$port}/", false, $context);
        $times[] = (hrtime(true) - $started) / 1e6;
        if (!\is_string($page) || !str_contains($page, '</html>')) {
            throw new \RuntimeException('this is no page: ' . substr((string) $page, 0, 200));
        }
        usleep(20_000);
    }

    return $times;
}

/**
 * Measures while a run goes on from before to after.
 *
 * @return array{list<float>, string} times, what the run did
 */
function measure_during_a_run(string $site, int $port): array
{
    $command = with_library('exec env WP_CLI_ALLOW_ROOT=1 "$wordpress_bin/wp" --path="$1" photolibrary sync_palettes --force --format=json', $site);
    $run = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes, ROOT);
    if ($run === false) {
        throw new \RuntimeException('the run cannot be started');
    }
    sleep(2);
    $times = measure($port);
    proc_terminate($run);
    $report = json_decode((string) stream_get_contents($pipes[1]), true);
    proc_close($run);
    if (!\is_array($report) || ($report['interrupted'] ?? null) !== 'SIGTERM' || ($report['failed'] ?? null) !== 0) {
        throw new \RuntimeException('the run did not go on all the time: ' . json_encode($report));
    }
    \assert(\is_string($report['mode']) && is_numeric($report['processes']) && is_numeric($report['images_per_second']));

    return [$times, "{$report['processes']} {$report['mode']}, {$report['images_per_second']} images/s"];
}

/** @param list<float> $values */
function percentile(array $values, float $share): float
{
    sort($values);

    return $values[(int) ceil($share * \count($values)) - 1];
}

/** @param list<float> $times */
function line(string $name, array $times): string
{
    return \sprintf("%-12s %4d requests: median %6.1f ms, p95 %6.1f ms\n", $name, \count($times), percentile($times, 0.5), percentile($times, 0.95));
}

/** @param list<string> $arguments */
function main(array $arguments): void
{
    $rounds = 3;
    if (preg_match('/^--rounds=(\d+)$/', $arguments[0] ?? '', $match) === 1) {
        $rounds = max(1, (int) $match[1]);
        array_shift($arguments);
    }
    $site = site($arguments[0] ?? '/usr/share/backgrounds');
    $port = 8300 + getmypid() % 1000;
    $server = serve($site, $port);
    try {
        measure($port); // caches are warm from here on
        $idle = $busy = [];
        for ($round = 0; $round < $rounds; ++$round) {
            array_push($idle, ...measure($port));
            [$times, $run] = measure_during_a_run($site, $port);
            array_push($busy, ...$times);
            fprintf(STDERR, "round %d: %s; load of the machine %.1f\n", $round + 1, $run, (sys_getloadavg() ?: [0.0])[0]);
        }
    } finally {
        proc_terminate($server);
    }
    echo line('idle', $idle), line('with a run', $busy);
    printf("p95 with a run / idle: %.2f\n", percentile($busy, 0.95) / percentile($idle, 0.95));
}

main(\array_slice($argv, 1));
