<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Inventory\Server;

/**
 * What to do about a server that ssh does not reach. The check of host keys is never switched off.
 */
final class Remedy
{
    /**
     * @param string $message of the verdict
     * @return string one sentence, or ''
     */
    public static function of(string $message, Server $server): string
    {
        $host = $server->port === 22 ? $server->address : "[{$server->address}]:{$server->port}";
        $port = $server->port === 22 ? '' : "-p {$server->port} ";
        $scan = "ssh-keyscan {$port}{$server->address} >> ~/.ssh/known_hosts";
        $login = implode(', ', array_filter([
            $server->user === null ? '' : "user {$server->user}",
            $server->keyFile === null ? '' : "key {$server->keyFile}",
        ]));

        return match (true) {
            str_contains($message, 'IDENTIFICATION HAS CHANGED')
                => 'its host key is another one than before: find out why; if it was set up anew,'
                    . " ssh-keygen -R '{$host}', then {$scan}",
            str_contains($message, 'Host key verification failed')
                => "its host key is not known yet: {$scan}, and compare it with the server's",
            str_contains($message, 'UNPROTECTED PRIVATE KEY FILE')
                => "others may read its key: chmod 600 {$server->keyFile}",
            str_contains($message, 'Permission denied (')
                => 'it takes none of the keys that ssh offers' . ($login === '' ? '' : " ({$login})"),
            default => '',
        };
    }
}
