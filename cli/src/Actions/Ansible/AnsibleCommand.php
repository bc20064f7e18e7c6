<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

/**
 * A command of Ansible, as an Action takes it.
 */
final readonly class AnsibleCommand
{
    /**
     * @param non-empty-list<string> $argv
     * @param array<string, string> $environment
     */
    public function __construct(public array $argv, public array $environment, public string $directory) {}
}
