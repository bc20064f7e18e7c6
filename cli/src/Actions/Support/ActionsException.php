<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * An error that people can repair: its message names the culprit and the remedy.
 */
abstract class ActionsException extends \RuntimeException
{
    /** @return ExitCode::* */
    abstract public function exitCode(): int;
}
