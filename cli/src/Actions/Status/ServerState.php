<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Status;

/**
 * The states of a server, named as in the files of the original.
 */
enum ServerState: string
{
    case Unknown = 'unknown';
    case NotReady = 'not_ready';
    case Ready = 'ready';
    case Provisioning = 'provisioning';
    case Provisioned = 'provisioned';
    case Deploying = 'deploying';
    case Verifying = 'verifying';
    case Deployed = 'deployed';
    case Failed = 'failed';

    /** It lasts only as long as an action runs. */
    public function isPassing(): bool
    {
        return \in_array($this, [self::Provisioning, self::Deploying, self::Verifying], true);
    }

    /** Only a server that was provisioned comes to it. */
    public function showsProvisioning(): bool
    {
        return $this === self::Provisioned || $this === self::Deployed;
    }
}
