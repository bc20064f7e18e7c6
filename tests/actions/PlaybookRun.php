<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

/**
 * What one ansible-playbook said and how it ended.
 */
final readonly class PlaybookRun
{
    public function __construct(
        public int $exitCode,
        public string $output,
        public string $errors,
    ) {}
}
