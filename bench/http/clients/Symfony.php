<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http\Clients;

use PhotoLibrary\Bench\Http\Client;
use Symfony\Component\HttpClient\CurlHttpClient;
use Symfony\Contracts\HttpClient\HttpClientInterface;
use Symfony\Contracts\HttpClient\ResponseInterface;

/** Symfony's HttpClient on curl. It has no pool: how many requests are under way is up to the caller. */
final readonly class Symfony implements Client
{
    public const BATCHES = 'batches';
    public const WINDOW = 'window';
    public const ALL = 'all';

    private HttpClientInterface $client;

    public function __construct(private int $concurrency, private string $how)
    {
        // Two hosts; of all requests at once, no more than the concurrency shall be under way.
        $connections = $how === self::ALL ? intdiv($concurrency + 1, 2) : $concurrency;
        $this->client = new CurlHttpClient(['proxy' => '', 'no_proxy' => '*'], $connections, 0);
    }

    public function fetch(\Generator $urls, \Closure $take): void
    {
        match ($this->how) {
            self::BATCHES => $this->fetchBatches($urls, $take),
            self::WINDOW => $this->fetchWindow($urls, $take),
            default => $this->stream($this->start($urls, PHP_INT_MAX), $take),
        };
    }

    /**
     * As many as allowed, all to their end, then the next.
     *
     * @param \Generator<int, non-empty-string> $urls
     * @param \Closure(int, string): void $take
     */
    private function fetchBatches(\Generator $urls, \Closure $take): void
    {
        while ($urls->valid()) {
            $this->stream($this->start($urls, $this->concurrency), $take);
        }
    }

    /**
     * Another one for each that ends: a stream takes no more responses, so that it is begun anew with each.
     *
     * @param \Generator<int, non-empty-string> $urls
     * @param \Closure(int, string): void $take
     */
    private function fetchWindow(\Generator $urls, \Closure $take): void
    {
        $pending = $this->start($urls, $this->concurrency);
        while ($pending !== []) {
            foreach ($this->client->stream($pending) as $response => $chunk) {
                if ($chunk->isLast()) {
                    $number = self::numberOf($response);
                    $take($number, $response->getContent());
                    unset($pending[$number]);
                    $pending += $this->start($urls, 1);
                    break;
                }
            }
        }
    }

    /**
     * @param \Generator<int, non-empty-string> $urls
     * @return array<int, ResponseInterface>
     */
    private function start(\Generator $urls, int $most): array
    {
        $responses = [];
        for (; $urls->valid() && \count($responses) < $most; $urls->next()) {
            $responses[$urls->key()] = $this->client->request('GET', $urls->current(), ['user_data' => $urls->key()]);
        }

        return $responses;
    }

    /**
     * @param array<int, ResponseInterface> $responses
     * @param \Closure(int, string): void $take
     */
    private function stream(array $responses, \Closure $take): void
    {
        foreach ($this->client->stream($responses) as $response => $chunk) {
            if ($chunk->isLast()) {
                $number = self::numberOf($response);
                $take($number, $response->getContent());
                unset($responses[$number]);
            }
        }
    }

    private static function numberOf(ResponseInterface $response): int
    {
        $number = $response->getInfo('user_data');

        return \is_int($number) ? $number : throw new \RuntimeException('a key was lost');
    }
}
