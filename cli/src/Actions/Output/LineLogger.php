<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use Psr\Log\AbstractLogger;

/**
 * A logger whose messages are lines on the terminal.
 */
final class LineLogger extends AbstractLogger
{
    public function __construct(private readonly Terminal $terminal) {}

    public function log($level, string|\Stringable $message, array $context = []): void
    {
        $this->terminal->line((string) $message);
    }
}
