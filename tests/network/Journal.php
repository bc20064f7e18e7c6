<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

/**
 * What the misbehaving server has seen.
 *
 * @phpstan-type Entry array{entrance: string, connection: int, method: string, target: string, headers: array<string, string>, bodyBytes: int, bodyHash: string, time: float, state: 'open'|'done'|'lost', sent: int}
 */
final class Journal
{
    /** @var list<Entry> in the order of their arrival */
    public readonly array $requests;

    /** @var array<string, int> how many were opened, by entrance */
    public readonly array $connections;

    /** @var array<string, int> how many are open, by entrance */
    public readonly array $open;

    /** @var array<string, int> the most that were open at once, by entrance */
    public readonly array $peaks;

    /** The most requests that were open at once. */
    public readonly int $peak;

    public function __construct(string $json)
    {
        /** @var array{requests: list<Entry>, connections: array<string, int>, open: array<string, int>, peaks: array<string, int>, peak: int} $story */
        $story = json_decode($json, true, flags: JSON_THROW_ON_ERROR);
        $this->requests = $story['requests'];
        $this->connections = $story['connections'];
        $this->open = $story['open'];
        $this->peaks = $story['peaks'];
        $this->peak = $story['peak'];
    }

    /** @return list<Entry> those whose target begins so */
    public function of(string $target): array
    {
        return array_values(array_filter($this->requests, static fn(array $request): bool => str_starts_with($request['target'], $target)));
    }

    /** Bytes of the answers to them, with their heads. */
    public function sent(string $target): int
    {
        return array_sum(array_column($this->of($target), 'sent'));
    }

    /** Connections that are open, but for those of the tests themselves. */
    public function openConnections(): int
    {
        return array_sum(array_diff_key($this->open, ['control' => 0]));
    }
}
