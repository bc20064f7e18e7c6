<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Health;

/**
 * What a health check found.
 */
final readonly class HealthResult
{
    private function __construct(public bool $isHealthy, public string $message) {}

    public static function healthy(string $message): self
    {
        return new self(true, $message);
    }

    public static function unhealthy(string $message): self
    {
        return new self(false, $message);
    }
}
