<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

enum ActionKind: string
{
    case Provision = 'provision';
    case Deploy = 'deploy';
    case Check = 'check';

    /** The file in the folder of playbooks. */
    public function playbook(): string
    {
        return "{$this->value}.yml";
    }

    /** Whether it changes the server, so that it is not simply done again when nobody knows how it ended. */
    public function changesServer(): bool
    {
        return $this !== self::Check;
    }
}
