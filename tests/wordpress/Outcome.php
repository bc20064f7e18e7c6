<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * What a command left: its status (128 + signal if one ended it) and all it wrote.
 */
final readonly class Outcome
{
    public function __construct(public int $status, public string $stdout, public string $stderr) {}

    /** For the messages of assertions. */
    public function all(): string
    {
        return "status {$this->status}\n--- STDOUT\n{$this->stdout}\n--- STDERR\n{$this->stderr}";
    }
}
