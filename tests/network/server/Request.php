<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

/** A request of HTTP/1.1. */
final class Request
{
    public readonly string $path;

    /** @var array<string, string> */
    public readonly array $query;

    /** @param array<string, string> $headers by their names in lower case */
    private function __construct(
        public readonly string $method,
        public readonly string $target,
        public readonly array $headers,
        public readonly string $body,
    ) {
        $parts = parse_url($target);
        $this->path = $parts['path'] ?? '/';
        parse_str($parts['query'] ?? '', $values);
        $query = [];
        foreach ($values as $name => $value) {
            $query[(string) $name] = \is_string($value) ? $value : '';
        }
        $this->query = $query;
    }

    public static function read(Connection $connection): self
    {
        $words = explode(' ', $connection->line());
        if (\count($words) !== 3) {
            $connection->hangUp();
        }
        $headers = [];
        while (($line = $connection->line()) !== '') {
            [$name, $value] = [...explode(':', $line, 2), ''];
            $headers[strtolower($name)] = trim($value);
        }
        if (strtolower($headers['expect'] ?? '') === '100-continue') {
            $connection->write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        $body = ($headers['transfer-encoding'] ?? '') === 'chunked' ? self::chunks($connection)
            : $connection->exactly((int) ($headers['content-length'] ?? '0'));

        return new self($words[0], $words[1], $headers, $body);
    }

    public function number(string $name, int $default): int
    {
        return (int) ($this->query[$name] ?? $default);
    }

    private static function chunks(Connection $connection): string
    {
        $body = '';
        while (($size = (int) hexdec($connection->line())) > 0) {
            $body .= $connection->exactly($size);
            $connection->line();
        }
        while ($connection->line() !== '');

        return $body;
    }
}
