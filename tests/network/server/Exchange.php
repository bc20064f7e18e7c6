<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

/** A request and the way to answer it. */
final class Exchange
{
    private const PHRASES = [
        200 => 'OK', 206 => 'Partial Content', 302 => 'Found', 304 => 'Not Modified', 404 => 'Not Found', 416 => 'Range Not Satisfiable',
        429 => 'Too Many Requests', 500 => 'Internal Server Error', 503 => 'Service Unavailable', 504 => 'Gateway Timeout',
    ];

    public function __construct(public readonly Loop $loop, public readonly Connection $connection, public readonly Request $request) {}

    /** @param array<string, string|int> $headers */
    public function head(int $status, array $headers): void
    {
        $lines = \sprintf("HTTP/1.1 %d %s\r\n", $status, self::PHRASES[$status] ?? 'Status');
        foreach ($headers as $name => $value) {
            $lines .= "{$name}: {$value}\r\n";
        }
        $this->connection->write("{$lines}\r\n");
    }

    /** @param array<string, string|int> $headers */
    public function reply(int $status, array $headers, string $body): void
    {
        $this->head($status, $headers + ['Content-Length' => \strlen($body)]);
        $this->body($body);
    }

    /** @param array<string, mixed> $value */
    public function json(array $value): void
    {
        $this->reply(200, ['Content-Type' => 'application/json'], json_encode($value, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE));
    }

    public function body(string $body): void
    {
        if ($this->request->method !== 'HEAD') {
            $this->connection->write($body);
        }
    }

    public function chunk(string $bytes): void
    {
        $this->connection->write(dechex(\strlen($bytes)) . "\r\n{$bytes}\r\n");
    }

    /** The bytes asked for by a Range header of one range: the first and the last; null if there is none that we know. */
    public function range(int $size): ?Range
    {
        if (preg_match('/^bytes=(\d+)-(\d*)$/', $this->request->headers['range'] ?? '', $match) !== 1) {
            return null;
        }

        return new Range((int) $match[1], min($match[2] === '' ? $size - 1 : (int) $match[2], $size - 1), $size);
    }

    /**
     * As a good server does: with ranges, the ETag and conditional requests.
     *
     * @param array<string, string|int> $headers
     */
    public function file(string $bytes, array $headers): void
    {
        $etag = (string) ($headers['ETag'] ?? '');
        if ($etag !== '' && ($this->request->headers['if-none-match'] ?? '') === $etag) {
            $this->head(304, ['ETag' => $etag]);

            return;
        }
        $range = $this->range(\strlen($bytes));
        $condition = $this->request->headers['if-range'] ?? $etag;
        if ($range === null || $condition !== $etag) {
            $this->reply(200, $headers + ['Accept-Ranges' => 'bytes'], $bytes);
        } elseif ($range->first >= \strlen($bytes)) {
            $this->reply(416, ['Content-Range' => 'bytes */' . \strlen($bytes)], '');
        } else {
            $this->reply(206, $headers + ['Content-Range' => (string) $range], $range->of($bytes));
        }
    }
}
