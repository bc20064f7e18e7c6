<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http\Clients;

use GuzzleHttp\Handler\CurlMultiHandler;
use GuzzleHttp\HandlerStack;
use GuzzleHttp\Pool;
use GuzzleHttp\Psr7\Request;
use PhotoLibrary\Bench\Http\Client;
use Psr\Http\Message\ResponseInterface;

/** Guzzle's Pool. */
final readonly class Guzzle implements Client
{
    private \GuzzleHttp\Client $client;

    /** @param bool $bare without the middleware that a client has by default: redirects, cookies, exceptions for 4xx */
    public function __construct(private int $concurrency, bool $bare)
    {
        // As many handles are kept for the next requests; by default three.
        $handler = new CurlMultiHandler(['handle_factory' => new \GuzzleHttp\Handler\CurlFactory($concurrency)]);
        $this->client = new \GuzzleHttp\Client([
            'handler' => $bare ? $handler : HandlerStack::create($handler), 'proxy' => '', 'decode_content' => false,
        ]);
    }

    public function fetch(\Generator $urls, \Closure $take): void
    {
        $failure = null;
        $pool = new Pool($this->client, self::requests($urls), [
            'concurrency' => $this->concurrency,
            'fulfilled' => static function (ResponseInterface $response, int $number) use ($take): void {
                $take($number, (string) $response->getBody());
            },
            'rejected' => static function (mixed $reason) use (&$failure): void {
                $failure = $reason;
            },
        ]);
        $pool->promise()->wait();
        if ($failure !== null) {
            throw $failure instanceof \Throwable ? $failure : new \RuntimeException('a request was rejected');
        }
    }

    /**
     * @param \Generator<int, non-empty-string> $urls
     * @return \Generator<int, Request>
     */
    private static function requests(\Generator $urls): \Generator
    {
        foreach ($urls as $number => $url) {
            yield $number => new Request('GET', $url);
        }
    }
}
