<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * An exception whose message is for the user: it names the culprit and the remedy.
 */
interface ExpectedError extends \Throwable
{
    /** What the program ends with. */
    public function exitCode(): int;
}
