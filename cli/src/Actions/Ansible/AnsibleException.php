<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\ExitCode;

/**
 * Ansible, its configuration or a playbook is not fit for actions; nothing was started.
 */
final class AnsibleException extends ActionsException
{
    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
