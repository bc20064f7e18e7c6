<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

enum Severity: string
{
    case Well = 'ok';
    /** Actions work, but something may surprise. */
    case Warning = 'warning';
    /** No action works, or none whose outcome could be relied on. */
    case Problem = 'problem';
}
