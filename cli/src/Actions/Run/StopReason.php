<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

/**
 * Why an action's process is asked to end by this program itself, rather than by the engine.
 */
enum StopReason
{
    case LogTooLarge;
    case Timeout;
    case Forced;
}
