<?php

declare(strict_types=1);

namespace PhotoLibrary;

use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Client\NetworkExceptionInterface;
use Psr\Http\Client\RequestExceptionInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Message\UriInterface;

/**
 * An HttpPool as an HTTP client of PSR-18. Copy this file, or require it: it needs psr/http-client and whatever makes
 * your responses (PSR-17).
 *
 * As PSR-18 wants it, an answer is never an exception, and redirects are answers unless the pool's options follow them
 * (maxRedirects: 0 does not).
 */
final readonly class Psr18Client implements ClientInterface
{
    public function __construct(
        private ResponseFactoryInterface $responses,
        private StreamFactoryInterface $streams,
        private HttpPool $pool = new HttpPool(new HttpOptions(maxRedirects: 0)),
    ) {}

    /** @throws ClientExceptionInterface */
    public function sendRequest(RequestInterface $request): ResponseInterface
    {
        try {
            $ours = new HttpRequest(
                (string) $request->getUri()->withFragment(''),
                strtoupper($request->getMethod()),
                self::headers($request),
                (string) $request->getBody(),
            );
        } catch (\ValueError|\TypeError $error) {
            throw self::requestException($request, $error);
        }
        try {
            return $this->response($this->pool->send($ours));
        } catch (PhotoLibraryException|\InvalidArgumentException $exception) { // no answer, or one that PSR-7 has no room for
            throw self::networkException($request, $exception);
        }
    }

    /** @return array<string, list<string>> what the engine does not write itself */
    private static function headers(RequestInterface $request): array
    {
        $headers = [];
        foreach ($request->getHeaders() as $name => $values) {
            $isOurs = match (strtolower((string) $name)) {
                'content-length' => true,
                'host' => strcasecmp($request->getHeaderLine('Host'), self::host($request->getUri())) === 0,
                default => false,
            };
            if (!$isOurs) {
                $headers[(string) $name] = array_values($values);
            }
        }

        return $headers;
    }

    private static function host(UriInterface $uri): string
    {
        return $uri->getHost() . ($uri->getPort() === null ? '' : ":{$uri->getPort()}");
    }

    private function response(HttpResponse $ours): ResponseInterface
    {
        $response = $this->responses->createResponse($ours->status)->withProtocolVersion($ours->version);
        foreach ($ours->headers as $name => $values) {
            // The body is decoded, so what these say of it holds no longer.
            $isOutdated = isset($ours->headers['content-encoding']) && \in_array($name, ['content-encoding', 'content-length'], true);
            if (!$isOutdated) {
                $response = $response->withHeader((string) $name, $values);
            }
        }

        return $response->withBody($this->streams->createStream($ours->body));
    }

    private static function requestException(RequestInterface $request, \Throwable $previous): ClientExceptionInterface
    {
        return new class ($request, $previous) extends \RuntimeException implements RequestExceptionInterface {
            public function __construct(private readonly RequestInterface $request, \Throwable $previous)
            {
                parent::__construct($previous->getMessage(), 0, $previous);
            }

            public function getRequest(): RequestInterface
            {
                return $this->request;
            }
        };
    }

    private static function networkException(RequestInterface $request, \Throwable $previous): ClientExceptionInterface
    {
        return new class ($request, $previous) extends \RuntimeException implements NetworkExceptionInterface {
            public function __construct(private readonly RequestInterface $request, \Throwable $previous)
            {
                parent::__construct($previous->getMessage(), 0, $previous);
            }

            public function getRequest(): RequestInterface
            {
                return $this->request;
            }
        };
    }
}
