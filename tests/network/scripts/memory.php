<?php

/** Fetches and sends many large bodies and says so if that takes much memory: memory.php URL FILE ECHO */

declare(strict_types=1);

use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\HttpResponse;

/** In kB. */
function peak(): int
{
    return preg_match('/VmHWM:\s+(\d+)/', (string) file_get_contents('/proc/self/status'), $match) === 1 ? (int) $match[1] : 0;
}

function within(int $megabytes, int $before, string $what): void
{
    $grown = intdiv(peak() - $before, 1024);
    if ($grown > $megabytes) {
        echo "{$what} took {$grown} MB\n";
    }
}

[, $url, $file, $echo] = $argv + ['', '', '', ''];
$options = new HttpOptions(concurrency: 4, perHost: 4, retries: 0, timeout: 300.0, allow: ['127.0.0.0/8', '::1']);
$pool = new HttpPool($options);
$sink = tempnam(sys_get_temp_dir(), 'photolibrary-sink-');
$pool->send(new HttpRequest($url, sinkFile: $sink));
$start = peak();

// To and from files: nothing of the 20 MB is held.
$pool->send(new HttpRequest($url, sinkFile: $sink));
$pool->send(new HttpRequest($echo, 'PUT', bodyFile: $file));
within(10, $start, 'a body to a file and one from a file');

// 60 bodies, of which a few may be there at once, whatever the loop takes its time for.
$requests = (static function () use ($url): Generator {
    for ($i = 0; $i < 60; ++$i) {
        yield new HttpRequest($url);
    }
})();
foreach ($pool->sendAll($requests) as $i => $result) {
    if (!$result instanceof HttpResponse || $result->bytes !== 20_000_000) {
        echo "no body\n";
    }
    unset($result);
    usleep($i < 10 ? 50_000 : 0);
}
within(800, $start, '60 bodies in a row');
unlink($sink);
