<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Support\PlainText;
use PhotoLibrary\Actions\Support\Tool;
use PhotoLibrary\Actions\Support\ToolException;

/**
 * The ansible-playbook that PATH finds.
 */
final readonly class AnsibleVersion
{
    public const OLDEST = '2.14';

    private function __construct(public string $program, public string $version) {}

    /** @throws AnsibleException|ToolException if there is none, or it is too old */
    public static function installed(): self
    {
        $result = Tool::run(['ansible-playbook', '--version']);
        $first = strtok($result->output(), "\n") ?: '';
        // "ansible-playbook [core 2.14.18]"; before 2.11 "ansible-playbook 2.9.27"
        if (!$result->isOk() || preg_match('/^\S+ (?:\[core )?(\d+\.\d+[\w.+-]*)\]?/', $first, $match) !== 1) {
            throw new AnsibleException('ansible-playbook --version does not tell its version: '
                . PlainText::line($first . ' ' . AnsibleError::of($result->errors)));
        }
        if (version_compare($match[1], self::OLDEST, '<')) {
            throw new AnsibleException("Ansible {$match[1]} is too old: actions need ansible-core " . self::OLDEST
                . ' or later. Install it: apt install ansible-core, or pip install ansible-core');
        }

        return new self(Tool::find('ansible-playbook') ?? 'ansible-playbook', $match[1]);
    }
}
