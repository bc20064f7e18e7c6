<?php

/** What the scripts share. */

declare(strict_types=1);

use PhotoLibrary\Batch;
use PhotoLibrary\HttpBatch;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;

use function PhotoLibrary\palettes;

/**
 * Many requests for a URL, by a pool, or by palettes() in a mode.
 *
 * @param Closure(int): void $before is called before each one
 */
function batch(string $kind, string $url, Closure $before, int $count = 100): HttpBatch|Batch
{
    $options = new HttpOptions(concurrency: 8, perHost: 8, retries: 0, timeout: 600.0, allow: ['127.0.0.0/8', '::1']);
    $urls = (static function () use ($url, $before, $count): Generator {
        for ($i = 0; $i < $count; ++$i) {
            $before($i);
            yield $url;
        }
    })();
    $limits = new PaletteOptions(timeout: 600.0, http: $options);

    return match ($kind) {
        'pool' => (new HttpPool($options))->sendAll(as_they_come($urls, static fn(string $url): HttpRequest => new HttpRequest($url))),
        'workers' => palettes(as_they_come($urls, Source::url(...)), $limits, Parallelism::workers(2)),
        'processes' => palettes(as_they_come($urls, Source::url(...)), $limits, Parallelism::processes(2)),
        default => palettes(as_they_come($urls, Source::url(...)), $limits, Parallelism::sequential()),
    };
}

/**
 * @template Made
 * @param iterable<int, string> $urls
 * @param callable(string): Made $make
 * @return Generator<int, Made>
 */
function as_they_come(iterable $urls, callable $make): Generator
{
    foreach ($urls as $key => $url) {
        yield $key => $make($url);
    }
}
