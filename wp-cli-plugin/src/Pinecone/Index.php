<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

use PhotoLibrary\Color;
use PhotoLibrary\EngineException;
use PhotoLibrary\Failure;
use PhotoLibrary\HttpBatch;
use PhotoLibrary\HttpException;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\HttpResponse;

/**
 * An index of Pinecone, through the public API of its host. All requests can be repeated without harm, and are repeated
 * where the index is busy or out of order.
 */
final readonly class Index
{
    private const API_VERSION = '2025-04';
    private const CONCURRENCY = 4;
    private const RETRIES = 5;
    private const SECONDS = 120.0; // with all retries
    private const LONGEST_ANSWER = 16 << 20;
    private const LONGEST_MESSAGE = 200;

    private HttpPool $pool;

    public function __construct(private Configuration $configuration)
    {
        $this->pool = new HttpPool(new HttpOptions(
            concurrency: self::CONCURRENCY,
            perHost: self::CONCURRENCY,
            retries: self::RETRIES,
            timeout: self::SECONDS,
            maxBytes: self::LONGEST_ANSWER,
            maxRedirects: 0, // the key is for this host only
            allow: $configuration->isLoopback() ? [trim($configuration->host, '[]')] : [],
        ));
    }

    /** @throws IndexError */
    public function statistics(): Statistics
    {
        return Statistics::of($this->answer($this->send('/describe_index_stats', new \stdClass())));
    }

    /**
     * Removes all vectors of our namespace.
     *
     * @throws IndexError
     */
    public function clear(): void
    {
        $response = $this->send('/vectors/delete', ['deleteAll' => true, 'namespace' => $this->configuration->namespace]);
        if ($response->status !== 404) { // no such namespace: nothing to remove
            $this->answer($response);
        }
    }

    /**
     * @param iterable<Batch, string> $batches with the bodies of their requests
     * @return HttpBatch by batch
     * @throws EngineException
     */
    public function upsert(iterable $batches): HttpBatch
    {
        return $this->pool->sendAll((function () use ($batches): \Generator {
            foreach ($batches as $batch => $body) {
                yield $batch => $this->request('/vectors/upsert', $body);
            }
        })());
    }

    /**
     * How many vectors the index took, as it says itself.
     *
     * @throws IndexError
     */
    public function upserted(HttpResponse $response): int
    {
        $count = $this->answer($response)['upsertedCount'] ?? 0;

        return \is_int($count) ? $count : 0;
    }

    /**
     * The photos nearest to a colour, the nearest first.
     *
     * @return list<MatchedPhoto>
     * @throws IndexError
     */
    public function query(Color $color, int $count): array
    {
        $answer = $this->answer($this->send('/query', [
            'namespace' => $this->configuration->namespace,
            'vector' => Vector::values($color),
            'topK' => $count,
            'includeValues' => true,
            'includeMetadata' => false,
        ]));
        $matches = [];
        foreach (\is_array($answer['matches'] ?? null) ? $answer['matches'] : [] as $match) {
            $matches[] = MatchedPhoto::of($match, $color);
        }
        $matches = array_values(array_filter($matches));
        usort($matches, static fn(MatchedPhoto $one, MatchedPhoto $other): int => $other->similarity <=> $one->similarity);

        return $matches;
    }

    /** Whether every further request would be answered alike: the key is wrong, or may not do this. */
    public static function isRefusal(HttpResponse $response): bool
    {
        return $response->status === 401 || $response->status === 403;
    }

    /** What an answer that is no success says, or why there is none. */
    public function message(HttpResponse|Failure $outcome): string
    {
        if ($outcome instanceof Failure) {
            return $this->configuration->withoutKey($outcome->message);
        }
        $answer = json_decode($outcome->body, true);
        $text = \is_array($answer) && \is_string($answer['message'] ?? null) ? $answer['message'] : $outcome->body;
        $text = trim((string) preg_replace('/[\s\p{C}]+/u', ' ', mb_scrub(wp_strip_all_tags($this->configuration->withoutKey($text)), 'UTF-8')));

        return rtrim("HTTP {$outcome->status}: " . mb_substr($text, 0, self::LONGEST_MESSAGE, 'UTF-8'), ': ');
    }

    public function refusal(HttpResponse $response): IndexError
    {
        return new IndexError(\sprintf(
            $response->status === 401
                /* translators: 1: host name, 2: answer of the host. */
                ? __('Pinecone does not accept the API key for %1$s (%2$s).', 'photolibrary')
                /* translators: 1: host name, 2: answer of the host. */
                : __('Pinecone forbids this on %1$s (%2$s).', 'photolibrary'),
            $this->configuration->host,
            $this->message($response),
        ));
    }

    public static function json(mixed $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** @throws IndexError */
    private function send(string $path, mixed $values): HttpResponse
    {
        try {
            return $this->pool->send($this->request($path, self::json($values)));
        } catch (HttpException $exception) {
            /* translators: 1: host name, 2: reason. */
            throw new IndexError(\sprintf(__('Pinecone cannot be reached at %1$s: %2$s', 'photolibrary'), $this->configuration->host, $this->message($exception->failure)));
        }
    }

    private function request(string $path, string $body): HttpRequest
    {
        return new HttpRequest(
            $this->configuration->url($path),
            'POST',
            ['Content-Type' => 'application/json', 'X-Pinecone-Api-Version' => self::API_VERSION] + $this->configuration->headers(),
            $body,
            retryUnsafe: true,
        );
    }

    /**
     * @return array<mixed>
     * @throws IndexError
     */
    private function answer(HttpResponse $response): array
    {
        if (self::isRefusal($response)) {
            throw $this->refusal($response);
        }
        $answer = $response->status === 200 ? json_decode($response->body, true) : null;
        if (!\is_array($answer)) {
            /* translators: 1: host name, 2: answer of the host. */
            throw new IndexError(\sprintf(__('%1$s does not answer like a Pinecone index (%2$s).', 'photolibrary'), $this->configuration->host, $this->message($response)));
        }

        return $answer;
    }
}
