<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions;

/**
 * What actions have beside their servers when they are queued.
 */
final readonly class QueueOptions
{
    /**
     * @param int $priority larger ones come first
     * @param list<string> $tags none: those of the configuration
     * @param list<string> $skipTags
     * @param list<string> $after ids, or enough of them, of actions that must have ended ok before
     * @param float|null $timeout seconds; null: action_timeout
     * @param bool $force deploy servers that were never provisioned
     * @param string|null $extraVarsFile absolute path of a file for Ansible's --extra-vars
     */
    public function __construct(
        public int $priority = 0,
        public array $tags = [],
        public array $skipTags = [],
        public bool $dryRun = false,
        public array $after = [],
        public ?float $timeout = null,
        public bool $force = false,
        public bool $skipHealthCheck = false,
        public ?string $extraVarsFile = null,
    ) {}
}
