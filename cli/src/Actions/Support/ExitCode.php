<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * With what the program ends.
 */
final class ExitCode
{
    /** All actions are done. */
    public const OK = 0;
    /** Something failed, or is held. */
    public const FAILED = 1;
    /** The command line or the configuration is wrong; nothing was started. */
    public const USAGE = 2;
    /** Nothing failed, but of some action nobody knows how it ended. */
    public const UNKNOWN = 3;
    /** Another process runs the actions of this environment. */
    public const LOCKED = 4;
    public const INTERRUPTED = 130;
    public const TERMINATED = 143;
}
