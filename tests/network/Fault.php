<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

/** What may go wrong, and what must come of it. */
final class Fault
{
    /**
     * @param string $response what the pool makes of it: "response 200", or the reason of a failure
     * @param string $palette what palettes() makes of it: "palette", or the reason of a failure
     * @param int $attempts with one retry allowed
     * @param bool $isSlow whether a deadline ends it
     * @param bool $isGuarded whether the address guard lets nothing through: no list of exceptions
     */
    public function __construct(
        public readonly string $name,
        public readonly string $url,
        public readonly string $response,
        public readonly string $palette,
        public readonly int $attempts = 1,
        public readonly bool $isSlow = false,
        public readonly bool $isGuarded = false,
    ) {}
}
