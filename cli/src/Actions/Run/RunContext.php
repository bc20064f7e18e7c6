<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Ansible\AnsibleConfig;
use PhotoLibrary\Actions\Ansible\SyntaxCheck;
use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\Environment;

/**
 * What a run works with.
 */
final readonly class RunContext
{
    /**
     * @param string $run its id, as the journal has it
     * @param list<string> $servers only actions of these; none: of all
     */
    public function __construct(
        public Environment $environment,
        public Settings $settings,
        public Journal $journal,
        public StatusManager $status,
        public Inventories $inventories,
        public AnsibleConfig $ansible,
        public SyntaxCheck $syntax,
        public LogFiles $files,
        public Redactor $redactor,
        public string $run,
        public array $servers = [],
    ) {}

    public function concerns(string $server): bool
    {
        return $this->servers === [] || \in_array($server, $this->servers, true);
    }
}
