<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * After what an action may be repeated.
 */
enum RetryCause: string
{
    case Unreachable = 'unreachable';
    case Failed = 'failed';
    case Timeout = 'timeout';
}
