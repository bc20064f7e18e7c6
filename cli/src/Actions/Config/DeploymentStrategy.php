<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * How many servers are deployed before anyone looks whether they are healthy.
 */
enum DeploymentStrategy: string
{
    case AllAtOnce = 'all_at_once';
    case Rolling = 'rolling';
}
