<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Inventory;

use PhotoLibrary\Actions\Support\Name;
use PhotoLibrary\Actions\Support\Quoted;
use PhotoLibrary\Actions\Support\Suggestion;

/**
 * The servers of an environment and their groups, as Ansible sees them.
 */
final readonly class Inventory
{
    /** What Ansible's patterns have, and nothing that names a file or an option. */
    private const PATTERN = '/^[A-Za-z0-9_.*~&!\[(][A-Za-z0-9_.:,!&*?\[\]~^$()|+\\\\-]{0,499}\z/';
    private const IN_NAMES_TOO = '/^[A-Za-z0-9_.-]*\z/';

    /**
     * @param string $shown its path, as messages have it
     * @param array<Server> $servers by name
     * @param array<list<string>> $groups names of servers, by the name of the group
     * @param \Closure(string): list<string> $ask gives the names that a pattern of Ansible means
     */
    public function __construct(
        private string $shown,
        private array $servers,
        private array $groups,
        private \Closure $ask,
    ) {}

    /** @return array<Server> by name */
    public function servers(): array
    {
        return $this->servers;
    }

    /** @return array<list<string>> names of servers, by the name of the group */
    public function groups(): array
    {
        return $this->groups;
    }

    /** @throws InventoryException if there is no such server */
    public function server(string $name): Server
    {
        return $this->servers[$name] ?? throw $this->absent('server', $name, array_keys($this->servers));
    }

    /**
     * @param list<string> $patterns names of servers and groups, and patterns of Ansible; none: all servers
     * @return non-empty-list<Server> in the order of the inventory, each once
     * @throws InventoryException if one of them is no name and no pattern, or means no server
     */
    public function select(array $patterns = []): array
    {
        if ($this->servers === []) {
            throw new InventoryException("{$this->shown} has no server. Write your servers there.");
        }
        $names = $patterns === [] ? array_keys($this->servers)
            : array_merge(...array_map($this->named(...), $patterns));
        $selected = array_values(array_intersect_key($this->servers, array_fill_keys($names, true)));

        return $selected !== [] ? $selected
            : throw new InventoryException('No server is in ' . Quoted::names($patterns) . " of {$this->shown}.");
    }

    /**
     * @return list<string>
     * @throws InventoryException
     */
    private function named(string $pattern): array
    {
        if (isset($this->servers[$pattern])) {
            return [$pattern];
        }
        if (isset($this->groups[$pattern])) {
            return $this->groups[$pattern];
        }
        if (Name::isName($pattern)) {
            throw $this->absent(
                'server or group',
                $pattern,
                [...array_keys($this->servers), ...array_keys($this->groups)],
            );
        }
        if (preg_match(self::PATTERN, $pattern) !== 1 || preg_match(self::IN_NAMES_TOO, $pattern) === 1) {
            throw new InventoryException(Name::problem('a server or group', $pattern) . ' It is no pattern of'
                . ' Ansible either.');
        }
        $names = ($this->ask)($pattern);

        return array_intersect($names, array_map(strval(...), array_keys($this->servers))) !== []
            ? $names
            : throw new InventoryException(
                'No server of ' . $this->shown . ' matches the pattern ' . Quoted::text($pattern) . '.',
            );
    }

    /** @param list<int|string> $known */
    private function absent(string $what, string $name, array $known): InventoryException
    {
        $known = array_map(strval(...), $known);

        return new InventoryException("There is no {$what} " . Quoted::text($name) . " in {$this->shown}."
            . (Suggestion::sentence($name, $known) ?: ' There are: ' . Quoted::names($known) . '.'));
    }
}
