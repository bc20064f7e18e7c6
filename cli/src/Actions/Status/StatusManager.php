<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Status;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\FolderException;
use PhotoLibrary\Actions\Support\Name;
use PhotoLibrary\Actions\Support\PlainText;

/**
 * The states of the servers in .status/servers.json, in the format of the original, which may go on reading and writing
 * it. What it has beside that is kept. Several processes may change it: one after the other, each replacing the whole
 * file.
 */
final class StatusManager
{
    private const MAX_BYTES = 16 << 20;
    /** What the original does not have. A failed deployment does not take it away. */
    private const ONCE_PROVISIONED = 'once_provisioned';

    public function __construct(private readonly Environment $environment) {}

    /**
     * @throws StatusException
     */
    public function get(string $server): ServerStatus
    {
        return self::status($server, $this->read()[$server] ?? []);
    }

    /**
     * @return array<ServerStatus> all that the file has, by name
     * @throws StatusException
     */
    public function all(): array
    {
        $all = [];
        foreach ($this->read() as $name => $values) {
            $all[$name] = self::status((string) $name, $values);
        }

        return $all;
    }

    /**
     * @param ?string $error what went wrong, without secrets
     * @throws StatusException
     * @throws FolderException
     */
    public function update(string $server, ServerState $state, string $lastAction, ?string $error = null): void
    {
        $this->change($server, static fn(): array => [
            'state' => $state->value,
            'last_action' => $lastAction,
            'last_update' => self::now(),
            'error_message' => PlainText::line($error ?? ''),
        ]);
    }

    /**
     * @param array<string, bool> $checks
     * @throws StatusException
     * @throws FolderException
     */
    public function updateReadyChecks(string $server, array $checks): void
    {
        $this->change($server, static fn(array $values): array => [
            'ready_checks' => $checks + self::checks($values),
        ]);
    }

    /** @throws StatusException */
    public function wasEverProvisioned(string $server): bool
    {
        return $this->get($server)->wasProvisioned;
    }

    /**
     * States that last as long as an action, of servers on which none runs: nobody knows what they are now.
     *
     * @param list<string> $activeServers
     * @throws StatusException
     * @throws FolderException
     */
    public function forgetPassing(array $activeServers): void
    {
        foreach ($this->all() as $status) {
            if ($status->state->isPassing() && !\in_array($status->name, $activeServers, true)) {
                $this->update($status->name, ServerState::Unknown, $status->lastAction, $status->errorMessage);
            }
        }
    }

    /**
     * @param \Closure(array<mixed>): array<string, mixed> $changes
     * @throws StatusException
     * @throws FolderException
     */
    private function change(string $server, \Closure $changes): void
    {
        Name::check('a server', $server);
        $path = $this->environment->statusFile();
        $folder = Files::folder(\dirname($path), $this->environment->shown(\dirname($path)));
        $lock = Files::lockFile("{$folder}/servers.lock", $this->environment->shown("{$folder}/servers.lock"));
        flock($lock, LOCK_EX);
        try {
            $all = $this->read();
            $old = $all[$server] ?? [];
            $new = array_replace(['name' => $server], $old, $changes($old));
            $new['name'] = $server;
            $new[self::ONCE_PROVISIONED] = self::wasProvisioned($old)
                || self::wasProvisioned([self::ONCE_PROVISIONED => false] + $new);
            $new['ready_checks'] = (object) self::checks($new);
            $all[$server] = $new;
            $json = json_encode(
                (object) $all,
                JSON_THROW_ON_ERROR | JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES
                    | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION,
            );
            Files::replace($path, "{$json}\n", $this->environment->shown($path));
        } finally {
            fclose($lock);
        }
    }

    /**
     * @return array<array<mixed>>
     * @throws StatusException
     */
    private function read(): array
    {
        $path = $this->environment->statusFile();
        $shown = $this->environment->shown($path);
        if (!file_exists($path)) {
            return [];
        }
        $json = '';
        $problem = Files::problemOf(static function () use ($path, &$json): bool {
            $read = file_get_contents($path, false, null, 0, self::MAX_BYTES + 1);
            $json = (string) $read;

            return $read !== false;
        });
        if ($problem !== null) {
            throw new StatusException("{$shown} cannot be read: {$problem}. Make it readable for you.");
        }
        // As objects, so that what is empty and not ours is written as it was read.
        $all = \strlen($json) > self::MAX_BYTES ? null : json_decode($json, false, 32);
        $all = $all instanceof \stdClass ? get_object_vars($all) : $all;
        if (!\is_array($all) || $all !== array_filter($all, static fn(mixed $one): bool => $one instanceof \stdClass)) {
            throw new StatusException("{$shown} is damaged: it is not a map of servers in JSON. It was not changed."
                . ' Repair it, or move it away to begin anew.');
        }

        return array_map(get_object_vars(...), $all);
    }

    /**
     * @param array<mixed> $values
     * @return array<string, bool>
     */
    private static function checks(array $values): array
    {
        $checks = [];
        foreach ((array) ($values['ready_checks'] ?? []) as $check => $isPassed) {
            $checks[(string) $check] = (bool) $isPassed;
        }

        return $checks;
    }

    /** @param array<mixed> $values */
    private static function status(string $name, array $values): ServerStatus
    {
        $text = static fn(string $key): string => \is_string($values[$key] ?? null) ? $values[$key] : '';
        // Also with the nine digits after the second that the original writes.
        $time = strtotime(preg_replace('/(\.\d{6})\d+/', '$1', $text('last_update')) ?? '');

        return new ServerStatus(
            $name,
            ServerState::tryFrom($text('state')) ?? ServerState::Unknown,
            $text('last_action'),
            $time === false ? null : (float) $time,
            PlainText::line($text('error_message')),
            self::checks($values),
            self::wasProvisioned($values),
        );
    }

    /** @param array<mixed> $values */
    private static function wasProvisioned(array $values): bool
    {
        $state = \is_string($values['state'] ?? null) ? ServerState::tryFrom($values['state']) : null;
        if (($values[self::ONCE_PROVISIONED] ?? false) === true || $state?->showsProvisioning() === true) {
            return true;
        }

        // The original deploys only what is provisioned, so while it does, and after it failed, the server is.
        return !\array_key_exists(self::ONCE_PROVISIONED, $values) && ($state === ServerState::Deploying
            || $state === ServerState::Verifying || $state === ServerState::Failed
                && ($values['last_action'] ?? '') === 'deploy');
    }

    private static function now(): string
    {
        return (new \DateTimeImmutable())->format('Y-m-d\TH:i:s.uP');
    }
}
