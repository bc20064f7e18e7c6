<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

/**
 * One action as the live table shows it.
 */
final readonly class ViewRow
{
    /** @param string $task what Ansible does just now, or what the action waits for */
    public function __construct(
        public string $server,
        public string $action,
        public string $state,
        public string $task,
        public ?float $seconds,
        public bool $isActive,
    ) {}
}
