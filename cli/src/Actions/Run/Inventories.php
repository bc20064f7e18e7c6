<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Inventory\AnsibleInventory;
use PhotoLibrary\Actions\Inventory\Inventory;
use PhotoLibrary\Actions\Inventory\Server;
use PhotoLibrary\Actions\Support\Environment;

/**
 * The inventory, read when it is needed first. Who looks on for days may meet servers that it did not have then: for such
 * a one it is read again.
 */
final class Inventories
{
    private ?Inventory $inventory = null;

    public function __construct(private readonly Environment $environment, private readonly Settings $settings) {}

    public function current(): Inventory
    {
        return $this->inventory ??= AnsibleInventory::read($this->environment, $this->settings);
    }

    /** @return list<string> */
    public function secrets(): array
    {
        return array_merge([], ...array_map(static fn(Server $server): array => $server->secrets(), array_values($this->current()->servers())));
    }

    public function server(string $name): ?Server
    {
        $server = $this->current()->servers()[$name] ?? null;
        if ($server === null) {
            $this->inventory = null;
            $server = $this->current()->servers()[$name] ?? null;
        }

        return $server;
    }
}
