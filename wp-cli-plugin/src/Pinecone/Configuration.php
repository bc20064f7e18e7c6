<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Pinecone;

use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;

/**
 * Where the index is and what opens it: from the environment, else from constants in wp-config.php. The key is never
 * stored, and given away in the headers of a request only.
 */
final readonly class Configuration
{
    private const KEY = ['PINECONE_API_KEY', 'PHOTOLIBRARY_PINECONE_API_KEY'];
    private const HOST = ['PINECONE_INDEX_HOST', 'PHOTOLIBRARY_PINECONE_HOST'];
    private const NAMESPACE = ['PHOTOLIBRARY_PINECONE_NAMESPACE', 'PHOTOLIBRARY_PINECONE_NAMESPACE'];
    private const DEFAULT_NAMESPACE = 'photos';

    private function __construct(
        public string $scheme,
        public string $host,
        public ?int $port,
        public string $namespace,
        private \SensitiveParameterValue $key,
    ) {}

    /** @throws UsageError */
    public static function ofSite(): self
    {
        $missing = [];
        foreach ([self::KEY, self::HOST] as [$variable, $constant]) {
            if (self::value($variable, $constant) === null) {
                /* translators: 1: name of an environment variable, 2: name of a constant. */
                $missing[] = new Text('%1$s in the environment or %2$s in wp-config.php', $variable, $constant);
            }
        }
        if ($missing !== []) {
            /* translators: 1 and 2: settings. */
            $settings = isset($missing[1]) ? new Text('%1$s, and %2$s', ...$missing) : $missing[0];
            /* translators: %s: one or two settings. */
            throw new UsageError(new Text('Pinecone needs a key and the host of an index: set %s.', $settings));
        }

        return self::of((string) self::value(...self::KEY), (string) self::value(...self::HOST));
    }

    /** The part of the index that holds our vectors, and no others: to clear it is to remove all of it. */
    public static function namespace(): string
    {
        return self::value(...self::NAMESPACE) ?? self::DEFAULT_NAMESPACE;
    }

    public function url(string $path): string
    {
        return "{$this->scheme}://{$this->host}" . ($this->port === null ? '' : ":{$this->port}") . $path;
    }

    /** @return array<string, string> */
    public function headers(): array
    {
        return ['Api-Key' => $this->key()];
    }

    /** For messages of others, which may repeat what was sent. */
    public function withoutKey(string $text): string
    {
        return str_replace($this->key(), '***', $text);
    }

    /** This machine: for tests and for emulators of the index. */
    public function isLoopback(): bool
    {
        return self::namesLoopback($this->host);
    }

    /** @return array<string, string> without the key, for whoever dumps it */
    public function __debugInfo(): array
    {
        return ['url' => $this->url('/'), 'namespace' => $this->namespace];
    }

    /** @throws UsageError */
    private static function of(#[\SensitiveParameter] string $key, string $host): self
    {
        if (preg_match('/^[\x21-\x7e]+$/D', $key) !== 1) {
            throw new UsageError(new Text('The Pinecone API key contains invalid characters.'));
        }
        $url = parse_url(str_contains($host, '://') ? $host : "https://{$host}");
        $known = ['scheme' => 'https', 'host' => '', 'port' => null, 'path' => '/'];
        $isHost = preg_match('/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])$/D', $url['host'] ?? '') === 1;
        if (!isset($url['host']) || !$isHost || array_diff_key($url, $known) !== [] || ($url['path'] ?? '/') !== '/') {
            /* translators: %s: name of an environment variable. */
            throw new UsageError(new Text('%s must be the host of an index as Pinecone shows it, for example name-1a2b3c4.svc.region.pinecone.io.', self::HOST[0]));
        }
        $scheme = strtolower($url['scheme'] ?? 'https');
        if ($scheme !== 'https' && !($scheme === 'http' && self::namesLoopback($url['host']))) {
            /* translators: %s: name of an environment variable. */
            throw new UsageError(new Text('%s must begin with https:// or name no scheme: the key is never sent unencrypted.', self::HOST[0]));
        }

        return new self($scheme, $url['host'], $url['port'] ?? null, self::namespace(), new \SensitiveParameterValue($key));
    }

    private function key(): string
    {
        $key = $this->key->getValue();

        return \is_string($key) ? $key : '';
    }

    private static function namesLoopback(string $host): bool
    {
        return $host === 'localhost' || $host === '[::1]'
            || filter_var($host, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4) !== false && str_starts_with($host, '127.');
    }

    private static function value(string $variable, string $constant): ?string
    {
        foreach ([getenv($variable), \defined($constant) ? \constant($constant) : null] as $value) {
            if (\is_string($value) && trim($value) !== '') {
                return trim($value);
            }
        }

        return null;
    }
}
