<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

use Fiber;

/** What a fiber waits for. */
final class Wait
{
    /**
     * @param Fiber<mixed, mixed, mixed, mixed> $fiber
     * @param ?resource $read
     * @param ?resource $write
     */
    public function __construct(
        public readonly Fiber $fiber,
        public readonly mixed $read,
        public readonly mixed $write,
        public readonly float $due,
    ) {}
}
