<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Health;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Inventory\Server;
use PhotoLibrary\Actions\Support\Duration;
use PhotoLibrary\Cli\Clock;
use PhotoLibrary\HttpBatch;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\HttpResponse;

/**
 * Asks a server after its deploy whether it is healthy: one request at a time, which never blocks the loop that drives it.
 *
 * Only the public internet and exactly this server's address may be reached.
 */
final class HealthCheck
{
    private const WEB_PORT = 80;

    /** Bytes of an answer that are read; only its status counts. */
    private const MAX_BYTES = 1 << 20;

    /** Seconds between two rounds: these times the number of the round. */
    private const PAUSE = 1.0;

    private readonly HttpPool $pool;
    private readonly float $deadline;

    /** @var non-empty-list<string> */
    private readonly array $urls;

    private ?HttpBatch $batch = null;
    private int $next = 0;
    private int $rounds = 0;
    private float $notBefore = 0.0;
    private string $lastProblem = 'it was not asked yet';
    private ?HealthResult $result = null;

    public function __construct(private readonly Server $server, private readonly Settings $settings)
    {
        $this->pool = new HttpPool(new HttpOptions(
            retries: 0,
            connectTimeout: min(10.0, max(0.001, $settings->healthCheckTimeout)),
            timeout: max(0.001, $settings->healthCheckTimeout),
            maxBytes: self::MAX_BYTES,
            allow: self::isAddress($server->address) ? [$server->address] : [],
        ));
        $this->urls = self::urlsOf($server, $settings);
        $this->deadline = Clock::seconds() + $settings->healthCheckTimeout;
    }

    /** Its answer as soon as there is one; to be called often. */
    public function poll(): ?HealthResult
    {
        if ($this->result === null && $this->batch !== null && $this->batch->isReady()) {
            $this->take($this->batch);
        }
        if ($this->result === null && $this->batch === null) {
            $this->goOn();
        }

        return $this->result;
    }

    /** @return resource|null readable when poll() has something to do; null while it waits for the time to pass */
    public function stream(): mixed
    {
        return $this->batch?->stream();
    }

    private function goOn(): void
    {
        $now = Clock::seconds();
        if ($now >= $this->deadline || $this->rounds >= $this->settings->healthCheckRetries) {
            $this->result = HealthResult::unhealthy($this->sentence());
        } elseif ($now >= $this->notBefore) {
            $this->batch = $this->pool->sendAll([new HttpRequest(
                $this->urls[$this->next],
                timeout: max(0.001, min($this->deadline - $now, $this->settings->healthCheckTimeout)),
            )]);
        }
    }

    private function take(HttpBatch $batch): void
    {
        $batch->rewind();
        $answer = $batch->valid() ? $batch->current() : null;
        $this->batch = null;
        if ($answer instanceof HttpResponse && $this->settings->healthCheckStatus->contain($answer->status)) {
            $this->result = HealthResult::healthy("{$this->urls[$this->next]} answers {$answer->status}");

            return;
        }
        $this->lastProblem = match (true) {
            $answer === null => "{$this->urls[$this->next]}: no answer",
            $answer instanceof HttpResponse => "{$this->urls[$this->next]} answers {$answer->status}, not {$this->settings->healthCheckStatus}",
            default => "{$this->urls[$this->next]}: {$answer->message}",
        };
        if (++$this->next === \count($this->urls)) {
            $this->next = 0;
            ++$this->rounds;
            $this->notBefore = Clock::seconds() + self::PAUSE * $this->rounds;
        }
    }

    private function sentence(): string
    {
        return \sprintf(
            'asked %d %s within %s: %s',
            $this->rounds,
            $this->rounds === 1 ? 'time' : 'times',
            Duration::format($this->settings->healthCheckTimeout),
            $this->lastProblem,
        );
    }

    /** @return non-empty-list<string> */
    private static function urlsOf(Server $server, Settings $settings): array
    {
        $host = str_contains($server->address, ':') ? "[{$server->address}]" : $server->address;
        $url = $server->healthCheckUrl ?? $settings->healthCheckUrl;
        if ($url !== null) {
            return [str_replace(['{server}', '{address}'], [$server->name, $host], $url)];
        }
        $ports = [self::WEB_PORT];
        if ($server->appPort !== null && $server->appPort !== self::WEB_PORT) {
            $ports[] = $server->appPort;
        }

        return array_map(static fn(int $port): string => "http://{$host}" . ($port === self::WEB_PORT ? '' : ":{$port}") . '/', $ports);
    }

    private static function isAddress(string $address): bool
    {
        return $address !== '';
    }
}
