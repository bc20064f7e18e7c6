<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

/**
 * Why an action ends before its process was started.
 */
final readonly class Refusal
{
    public function __construct(public string $why) {}
}
