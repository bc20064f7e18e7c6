<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

/** What happened, for the tests to read. */
final class Journal
{
    /** @var list<Entry> */
    public array $entries = [];

    /** @var array<string, int> connections since the last time it was forgotten, by entrance */
    public array $connections = [];

    /** @var array<string, int> open at the moment, by entrance */
    private array $open = [];

    /** @var array<string, int> the most that were open at once, by entrance */
    public array $peaks = [];

    /** The most requests that were open at once, at all entrances. */
    public int $peak = 0;

    /** @var array<string, int> how often something was counted, by its key */
    private array $counts = [];

    public function connected(string $entrance): void
    {
        $this->connections[$entrance] = ($this->connections[$entrance] ?? 0) + 1;
        $this->open[$entrance] = ($this->open[$entrance] ?? 0) + 1;
        $this->peaks[$entrance] = max($this->peaks[$entrance] ?? 0, $this->open[$entrance]);
    }

    public function disconnected(string $entrance): void
    {
        --$this->open[$entrance];
    }

    public function begin(Entry $entry): void
    {
        $this->entries[] = $entry;
        $this->peak = max($this->peak, \count(array_filter($this->entries, static fn(Entry $entry): bool => $entry->state === 'open')));
    }

    /** From 1. */
    public function count(string $key): int
    {
        return $this->counts[$key] = ($this->counts[$key] ?? 0) + 1;
    }

    public function forget(): void
    {
        $this->entries = $this->connections = $this->counts = [];
        $this->peaks = array_filter($this->open);
        $this->peak = 0;
    }

    public function toJson(): string
    {
        return json_encode([
            'requests' => $this->entries,
            'connections' => (object) $this->connections,
            'open' => (object) array_filter($this->open),
            'peaks' => (object) $this->peaks,
            'peak' => $this->peak,
        ], JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
    }
}
