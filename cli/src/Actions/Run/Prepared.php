<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Action;

/**
 * An action that can begin.
 */
final readonly class Prepared
{
    public function __construct(public Action $action, public string $logFile, public string $eventsFile) {}

    /** It will not begin after all. */
    public function discard(): void
    {
        @unlink($this->logFile);
    }
}
