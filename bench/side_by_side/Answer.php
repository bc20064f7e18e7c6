<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

/** What a peer said of one file. */
final readonly class Answer
{
    /**
     * @param int|null $microseconds of processor time; null if it failed
     * @param list<string> $palette
     */
    public function __construct(public ?int $microseconds, public array $palette, public ?string $error) {}
}
