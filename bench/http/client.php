<?php

/**
 * Clients of the HTTP benchmark that run in PHP, photolibrary among them:
 *   php client.php CLIENT CONCURRENCY PORT [AUTOLOAD]
 * A line on STDIN: a number of requests, the size of the bodies, a prefix of their paths, and how much work each body is
 * to PHP, tabs between them. A line on STDOUT: "ok", microseconds of processor time since the line was read, microseconds
 * of the clock; or "error" and a message. floor.cpp asks for the same URLs, takes the same lines and answers alike.
 */

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

/** As many files of each size, each a byte longer than the one before. */
const FILES = 8;

/** Hosts to take turns with: the pool has at most 64 connections to one. */
const HOSTS = 2;

require __DIR__ . '/clients/Client.php';

/** @return int microseconds of processor time of this process */
function spent(): int
{
    /** @var array{'ru_utime.tv_sec': int, 'ru_utime.tv_usec': int, 'ru_stime.tv_sec': int, 'ru_stime.tv_usec': int} $usage */
    $usage = getrusage();

    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1_000_000 + $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'];
}

/** @return \Generator<int, non-empty-string> */
function urls(int $requests, string $base, int $port): \Generator
{
    for ($number = 0; $number < $requests; ++$number) {
        yield 'http://127.0.0.' . (1 + $number % HOSTS) . ":{$port}{$base}/" . $number % FILES;
    }
}

/** What a loop body may do with a body that came. */
function work(string $body, int $amount): string
{
    $hash = substr($body, 0, 32);
    for ($i = 0; $i < $amount; ++$i) {
        $hash = md5($hash);
    }

    return $hash;
}

/** Every body of every request must come, with as many bytes as its file has. */
function fetch(Client $client, int $port, int $requests, int $bytes, string $prefix, int $work): void
{
    $came = 0;
    $client->fetch(urls($requests, "{$prefix}/{$bytes}", $port), static function (int $number, string $body) use (&$came, $bytes, $work): void {
        if (\strlen($body) !== $bytes + $number % FILES) {
            throw new \RuntimeException("body {$number} has " . \strlen($body) . ' bytes');
        }
        $came += \strlen(work($body, $work)) === 32 ? 1 : 0;
    });
    if ($came !== $requests) {
        throw new \RuntimeException("{$came} of {$requests} bodies came");
    }
}

function client(string $name, int $concurrency): Client
{
    $class = [
        'photolibrary' => 'Photolibrary', 'curl' => 'CurlMulti', 'curl_refill' => 'CurlMulti', 'guzzle' => 'Guzzle', 'guzzle_bare' => 'Guzzle',
        'symfony_batches' => 'Symfony', 'symfony_window' => 'Symfony', 'symfony_all' => 'Symfony', 'react' => 'React',
    ][$name] ?? throw new \InvalidArgumentException("there is no client {$name}");
    require __DIR__ . "/clients/{$class}.php";

    return match ($name) {
        'photolibrary' => new Clients\Photolibrary($concurrency),
        'curl' => new Clients\CurlMulti($concurrency, false),
        'curl_refill' => new Clients\CurlMulti($concurrency, true),
        'guzzle' => new Clients\Guzzle($concurrency, false),
        'guzzle_bare' => new Clients\Guzzle($concurrency, true),
        'symfony_batches' => new Clients\Symfony($concurrency, Clients\Symfony::BATCHES),
        'symfony_window' => new Clients\Symfony($concurrency, Clients\Symfony::WINDOW),
        'symfony_all' => new Clients\Symfony($concurrency, Clients\Symfony::ALL),
        'react' => new Clients\React($concurrency),
    };
}

ini_set('memory_limit', '-1');
[, $name, $concurrency, $port] = [...$argv, '', '', ''];
if (is_file($argv[4] ?? '')) {
    require $argv[4];
}
$client = client($name, (int) $concurrency);
while (($line = fgets(STDIN)) !== false) {
    [$requests, $bytes, $prefix, $work] = explode("\t", rtrim($line, "\n"));
    $start = hrtime(true);
    $cpu = spent();
    try {
        fetch($client, (int) $port, (int) $requests, (int) $bytes, $prefix, (int) $work);
        echo "ok\t", spent() - $cpu, "\t", intdiv(hrtime(true) - $start, 1000), "\n";
    } catch (\Throwable $error) {
        echo "error\t", strtok($error->getMessage(), "\n"), "\n";
    }
}
