<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * What is done with an action of which nobody knows how it ended.
 */
enum OnUnknown: string
{
    case Ask = 'ask';
    case Retry = 'retry';
    case Fail = 'fail';
}
