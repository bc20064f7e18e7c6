<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

/** From the first byte to the last one. */
final class Range
{
    public function __construct(public readonly int $first, public readonly int $last, private readonly int $size) {}

    public function of(string $bytes): string
    {
        return substr($bytes, $this->first, $this->last - $this->first + 1);
    }

    /** As Content-Range has it. */
    public function __toString(): string
    {
        return "bytes {$this->first}-{$this->last}/{$this->size}";
    }
}
