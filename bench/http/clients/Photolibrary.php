<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http\Clients;

use PhotoLibrary\Bench\Http\Client;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\HttpResponse;

final readonly class Photolibrary implements Client
{
    private HttpPool $pool;

    public function __construct(int $concurrency)
    {
        $this->pool = new HttpPool(new HttpOptions(concurrency: $concurrency, perHost: min(64, $concurrency), allow: ['127.0.0.0/8']));
    }

    public function fetch(\Generator $urls, \Closure $take): void
    {
        foreach ($this->pool->sendAll(self::requests($urls)) as $number => $response) {
            if (!$response instanceof HttpResponse) {
                throw new \RuntimeException($response->message);
            }
            $take($number, $response->body);
        }
    }

    /**
     * @param \Generator<int, non-empty-string> $urls
     * @return \Generator<int, HttpRequest>
     */
    private static function requests(\Generator $urls): \Generator
    {
        foreach ($urls as $number => $url) {
            yield $number => new HttpRequest($url);
        }
    }
}
