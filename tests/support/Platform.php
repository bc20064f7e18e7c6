<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Support;

use PhotoLibrary\Mode;
use PhotoLibrary\Parallelism;

/** What the platform that the extension was built for has. */
final class Platform
{
    public const NO_PROCESSES = 'no isolated processes on this platform';

    /** Where there are isolated processes, they are the default of the command line. */
    public static function hasProcesses(): bool
    {
        return Parallelism::detect()->mode === Mode::Processes;
    }
}
