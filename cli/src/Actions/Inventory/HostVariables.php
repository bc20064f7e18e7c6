<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Inventory;

use PhotoLibrary\Actions\Support\Quoted;

/**
 * The variables of one host, as ansible-inventory gives them: templates are not filled in.
 *
 * @internal
 */
final readonly class HostVariables
{
    private const PASSWORDS = '/^ansible_(?:.*_)?(?:pass|password|passphrase)\z/';
    private const REFERENCE = '/^\s*\{\{\s*([A-Za-z_]\w*)\s*\}\}\s*\z/';
    private const MAX_PORT = 65535;

    /** @param array<mixed> $values */
    public function __construct(#[\SensitiveParameter] private array $values) {}

    /** @param list<string> $groups */
    public function server(string $name, array $groups): Server
    {
        $problems = [];
        $port = $this->port('ansible_port', $this->first('ansible_port', 'ansible_ssh_port') ?? 22, $problems);
        $appPort = $this->resolved('app_port');
        $url = $this->resolved('health_check_url');
        if ($url !== null && (!\is_string($url) || preg_match('#^https?://[^/\s]#i', $url) !== 1)) {
            $problems[] = 'health_check_url is ' . Quoted::value($url) . ': write http://… or https://…';
            $url = null;
        }
        $address = $this->first('ansible_host', 'ansible_ssh_host') ?? $name;
        if (!\is_string($address) || preg_match('/^[A-Za-z0-9_.:%-]+\z/', $address) !== 1 || $address[0] === '-') {
            $problems[] = 'ansible_host is ' . Quoted::value($address) . ': write an address or a host name.';
            $address = '';
        }

        return new Server(
            $name,
            $address,
            $port,
            $this->text('ansible_user', 'ansible_ssh_user'),
            self::home($this->text('ansible_ssh_private_key_file', 'ansible_private_key_file')),
            $url,
            $appPort === null ? null : $this->port('app_port', $appPort, $problems),
            $groups,
            $problems,
            $this->secrets(),
        );
    }

    /** @param list<string> $problems gets one if it is no port */
    private function port(string $name, mixed $value, array &$problems): ?int
    {
        $port = \is_int($value) || \is_string($value) && ctype_digit($value) ? (int) $value : 0;
        if ($port >= 1 && $port <= self::MAX_PORT) {
            return $port;
        }
        $problems[] = "{$name} is " . Quoted::value($value) . ': write a port from 1 to ' . self::MAX_PORT . '.';

        return null;
    }

    private function text(string ...$names): ?string
    {
        $value = $this->first(...$names);

        return \is_string($value) && $value !== '' ? $value : null;
    }

    private function first(string ...$names): mixed
    {
        foreach ($names as $name) {
            $value = $this->resolved($name);
            if ($value !== null) {
                return $value;
            }
        }

        return null;
    }

    /** A variable; where it is only the name of another one in a template, that one. */
    private function resolved(string $name): mixed
    {
        $value = $this->values[$name] ?? null;
        for ($depth = 0; $depth < 5; ++$depth) {
            if (!\is_string($value) || preg_match(self::REFERENCE, $value, $match) !== 1) {
                break;
            }
            $value = $this->values[$match[1]] ?? $value;
        }

        return $value;
    }

    /** @return list<string> */
    private function secrets(): array
    {
        $secrets = [];
        foreach (array_keys($this->values) as $name) {
            $value = preg_match(self::PASSWORDS, (string) $name) === 1 ? $this->resolved((string) $name) : null;
            if ((\is_string($value) || \is_int($value)) && (string) $value !== '') {
                $secrets[] = (string) $value;
            }
        }

        return array_values(array_unique($secrets));
    }

    private static function home(?string $path): ?string
    {
        return $path !== null && str_starts_with($path, '~/') ? (getenv('HOME') ?: '~') . substr($path, 1) : $path;
    }
}
