<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

/** So many bodies of a size, so many of them under way at once. */
final readonly class Workload
{
    public string $name;

    public function __construct(public int $requests, public int $bytes, public int $concurrency, public string $prefix = '/bodies', public int $work = 0)
    {
        $this->name = "{$this->size()} × {$concurrency}" . ($prefix === '/bodies' ? '' : ', delayed');
    }

    public function size(): string
    {
        return $this->bytes >= 1_000_000 ? intdiv($this->bytes, 1_000_000) . ' MB' : intdiv($this->bytes, 1_000) . ' kB';
    }

    /** Requests that go before those that are measured: every connection is made, every buffer has been used. */
    public function warmUp(): int
    {
        return max(2 * $this->concurrency, intdiv($this->requests, 10));
    }
}
