<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Inventory\Server;
use PhotoLibrary\Actions\Support\Tool;

/**
 * Whether a server is described well enough to be worked on; the server itself is not asked.
 */
final readonly class ReadyChecks
{
    private const SECONDS = 10.0;

    /**
     * @param array<string, bool> $checks as the file of states has them
     * @param ?string $problem the first, one sentence
     */
    private function __construct(public array $checks, public ?string $problem) {}

    /** @param string $root the project's folder, from which paths of the inventory start */
    public static function of(Server $server, string $root = '.'): self
    {
        $keyProblem = self::keyProblem($server->keyFile, $root);

        return new self([
            'ip_valid' => $server->address !== '',
            'ssh_key_exists' => $keyProblem === null,
            'port_valid' => $server->port !== null,
            'all_fields_filled' => $server->problems === [],
        ], $server->problems[0] ?? $keyProblem);
    }

    private static function keyProblem(?string $file, string $root): ?string
    {
        // Without one, ssh has its own ways; what Ansible has yet to fill in is not known here.
        if ($file === null || str_contains($file, '{{')) {
            return null;
        }
        $path = str_starts_with($file, '/') ? $file : "{$root}/{$file}";
        clearstatcache(true, $path);

        return match (true) {
            !is_file($path) => "the key {$file} does not exist: write its right path in the inventory",
            !is_readable($path) => "the key {$file} cannot be read by you: see its owner and mode",
            // ssh takes offence only at keys of one's own.
            fileowner($path) === posix_geteuid() && (fileperms($path) & 0o077) !== 0
                => \sprintf('others may read the key %s (mode %04o), so ssh', $file, fileperms($path) & 0o777)
                    . " does not use it: chmod 600 {$file}",
            default => self::passphraseProblem($file, $path),
        };
    }

    private static function passphraseProblem(string $file, string $path): ?string
    {
        if (Tool::find('ssh-keygen') === null || Tool::find('ssh-add') === null) {
            return null;
        }
        $opened = Tool::run(['ssh-keygen', '-y', '-P', '', '-f', $path], timeout: self::SECONDS);
        if ($opened->isOk()) {
            return null;
        }
        if (!str_contains($opened->errors, 'passphrase')) {
            return "ssh cannot use the key {$file}: " . AnsibleError::of($opened->errors);
        }
        $print = explode(' ', Tool::run(['ssh-keygen', '-l', '-f', $path], timeout: self::SECONDS)->output())[1] ?? '';
        $loaded = Tool::run(['ssh-add', '-l'], timeout: self::SECONDS)->output();

        return $print !== '' && str_contains($loaded, $print)
            ? null
            : "the key {$file} has a passphrase, for which nobody is asked: load it into ssh-agent, ssh-add {$file}";
    }
}
