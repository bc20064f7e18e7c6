<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Tool;
use PhotoLibrary\Actions\Support\ToolException;

/**
 * What Ansible can tell of a playbook before it has anything to do with a server. Asked once a playbook and run.
 */
final class SyntaxCheck
{
    private const SECONDS = 120.0;

    /** @var array<string, ?string> */
    private array $known = [];

    public function __construct(
        private readonly Environment $environment,
        private readonly Settings $settings,
    ) {}

    /**
     * @param ?string $extraVarsFile variables may name the files that a playbook includes
     * @return ?string one sentence
     * @throws ToolException
     */
    public function problem(ActionKind $kind, ?string $extraVarsFile = null): ?string
    {
        $key = "{$kind->value} {$extraVarsFile}";
        if (!\array_key_exists($key, $this->known)) {
            $this->known[$key] = $this->ask($kind, $extraVarsFile);
        }

        return $this->known[$key];
    }

    private function ask(ActionKind $kind, ?string $extraVarsFile): ?string
    {
        $playbook = $this->settings->playbookPath($this->environment, $kind);
        $shown = $this->environment->shown($playbook);
        if (!PlaybookCommand::hasPlaybook($kind, $this->environment, $this->settings)) {
            return null;
        }
        if (!is_file($playbook)) {
            return "there is no playbook {$shown}: write it, or name its folder by `playbooks` in "
                . $this->environment->shown($this->environment->settingsFile());
        }
        $inventory = $this->environment->shown($this->settings->inventoryPath($this->environment));
        $more = $extraVarsFile === null ? [] : ['--extra-vars', "@{$extraVarsFile}"];
        $result = Tool::run(
            ['ansible-playbook', '-i', $inventory, $shown, '--syntax-check', ...$more],
            $this->environment->root,
            ['ANSIBLE_NOCOLOR' => '1'],
            self::SECONDS,
        );

        return match (true) {
            $result->isOk() => null,
            $result->timedOut => 'Ansible needs longer than ' . self::SECONDS . " s to read {$shown}",
            default => "Ansible cannot read {$shown}: " . AnsibleError::of("{$result->output()}\n{$result->errors}"),
        };
    }
}
