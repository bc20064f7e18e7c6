<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Config;

/**
 * Whether servers are provisioned at the same time.
 */
enum ProvisioningStrategy: string
{
    case Parallel = 'parallel';
    case Sequential = 'sequential';
}
