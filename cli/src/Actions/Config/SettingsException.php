<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

use PhotoLibrary\Actions\Support\ActionsException;
use PhotoLibrary\Actions\Support\ExitCode;

/**
 * What is wrong with the configuration: all of it at once.
 */
final class SettingsException extends ActionsException
{
    /** @param non-empty-list<string> $problems one sentence or two each, with file, line, key and value */
    public function __construct(public readonly array $problems)
    {
        parent::__construct(implode("\n", $problems));
    }

    public function exitCode(): int
    {
        return ExitCode::USAGE;
    }
}
