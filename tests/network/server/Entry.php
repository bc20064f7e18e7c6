<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

/** One request, and what came of it. */
final class Entry
{
    /** open, done, or lost: the connection went in the middle. */
    public string $state = 'open';

    /** Bytes of the answer that the kernel took. */
    public int $sent = 0;

    /** @param array<string, string> $headers by their names in lower case */
    public function __construct(
        public readonly string $entrance,
        public readonly int $connection,
        public readonly string $method,
        public readonly string $target,
        public readonly array $headers,
        public readonly int $bodyBytes,
        public readonly string $bodyHash,
        public readonly float $time,
    ) {}
}
