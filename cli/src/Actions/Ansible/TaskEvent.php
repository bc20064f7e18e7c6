<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

/**
 * A task that failed on a server, or did not reach it.
 */
final readonly class TaskEvent
{
    public function __construct(
        public string $host,
        public string $task,
        public string $message,
        public float $time,
    ) {}
}
