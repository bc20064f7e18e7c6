<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Inventory;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Support\Duration;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Name;
use PhotoLibrary\Actions\Support\PlainText;
use PhotoLibrary\Actions\Support\Size;
use PhotoLibrary\Actions\Support\Tool;
use PhotoLibrary\Actions\Support\ToolResult;

/**
 * Asks Ansible for the inventory, so that everything that Ansible reads is read as Ansible does. Its answer has
 * passwords: it is never logged or stored.
 */
final readonly class AnsibleInventory
{
    private const TIMEOUT = 60.0;
    private const MAX_BYTES = 64 << 20;
    /** Bytes of STDERR that an error shows. */
    private const SHOWN_ERRORS = 4000;
    private const ENVIRONMENT = [
        // Else what Ansible cannot read is an empty inventory, and success.
        'ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED' => 'true',
        'ANSIBLE_NOCOLOR' => '1',
        'ANSIBLE_FORCE_COLOR' => '0',
    ];

    private function __construct(
        private Environment $environment,
        private Settings $settings,
        private float $timeout,
        private int $maxBytes,
    ) {}

    /**
     * @param float $timeout seconds
     * @param int $maxBytes of the answer
     * @throws InventoryException
     * @throws \PhotoLibrary\Actions\Support\ToolException if Ansible is not installed
     */
    public static function read(
        Environment $environment,
        Settings $settings,
        float $timeout = self::TIMEOUT,
        int $maxBytes = self::MAX_BYTES,
    ): Inventory {
        return (new self($environment, $settings, $timeout, $maxBytes))->inventory();
    }

    private function inventory(): Inventory
    {
        $path = $this->settings->inventoryPath($this->environment);
        if (!file_exists($path)) {
            throw new InventoryException("{$this->shown()} does not exist. Write your servers there, or name the"
                . ' inventory in '
                . $this->environment->shown($this->environment->settingsFile()) . ' (inventory: FILE).');
        }
        $result = $this->asked(['ansible-inventory', '--list']);
        $lists = json_decode($result->output(), true, 128);
        if (!\is_array($lists)) {
            throw $this->failure('ansible-inventory did not answer in JSON', $result);
        }
        $groups = $this->groups($lists);
        $variables = \is_array($lists['_meta'] ?? null) && \is_array($lists['_meta']['hostvars'] ?? null)
            ? $lists['_meta']['hostvars'] : [];
        unset($lists, $result);

        return new Inventory($this->shown(), $this->servers($groups, $variables), $groups, $this->matching(...));
    }

    /**
     * @param array<list<string>> $groups
     * @param array<mixed> $variables by host
     * @return array<Server>
     * @throws InventoryException
     */
    private function servers(array $groups, #[\SensitiveParameter] array $variables): array
    {
        $groupsOf = [];
        foreach ($groups as $group => $hosts) {
            foreach ($hosts as $host) {
                $groupsOf[$host][] = (string) $group;
            }
        }
        $servers = [];
        // "all" has them in the order of the inventory.
        foreach ($groups['all'] ?? [] as $host) {
            if (!Name::isName($host)) {
                throw new InventoryException("{$this->shown()}: " . Name::problem('a server', $host)
                    . ' Give it such a name, and set ansible_host to its address.');
            }
            $values = $variables[$host] ?? [];
            $servers[$host] = (new HostVariables(\is_array($values) ? $values : []))
                ->server($host, array_values(array_diff($groupsOf[$host] ?? [], ['all'])));
        }

        return $servers;
    }

    /**
     * @param array<mixed> $lists as ansible-inventory has them: each group with its hosts and the groups within
     * @return array<list<string>> all hosts of each group, also those of the groups within
     */
    private function groups(array $lists): array
    {
        $groups = ['all' => []];
        foreach (array_keys($lists) as $name) {
            if ($name !== '_meta') {
                $groups[$name] = self::hosts((string) $name, $lists, []);
            }
        }
        foreach ($groups as $hosts) {
            array_push($groups['all'], ...$hosts);
        }
        $groups['all'] = array_values(array_unique($groups['all']));

        return $groups;
    }

    /**
     * @param array<mixed> $lists
     * @param array<string, true> $within those that lead here; a circle ends there
     * @return list<string>
     */
    private static function hosts(string $group, array $lists, array $within): array
    {
        $list = $lists[$group] ?? null;
        if (!\is_array($list) || isset($within[$group])) {
            return [];
        }
        $hosts = array_values(array_map(strval(...), array_filter((array) ($list['hosts'] ?? []), is_scalar(...))));
        foreach (array_filter((array) ($list['children'] ?? []), is_string(...)) as $child) {
            array_push($hosts, ...self::hosts($child, $lists, $within + [$group => true]));
        }

        return array_values(array_unique($hosts));
    }

    /**
     * @return list<string> the hosts that a pattern means
     * @throws InventoryException
     */
    private function matching(string $pattern): array
    {
        $result = $this->asked(['ansible', '--list-hosts'], ['--', $pattern]);
        preg_match_all('/^ {4}(\S+)$/m', $result->output(), $matches);

        return $matches[1];
    }

    /**
     * @param non-empty-list<string> $command
     * @param list<string> $last
     * @throws InventoryException
     */
    private function asked(array $command, array $last = []): ToolResult
    {
        $playbooks = "{$this->environment->root}/{$this->settings->playbooks}";
        // Variables may lie beside the playbooks, too.
        $folder = is_dir($playbooks) ? ['--playbook-dir', $playbooks] : [];
        $result = Tool::run(
            [...$command, '-i', $this->settings->inventoryPath($this->environment), ...$folder, ...$last],
            $this->environment->root,
            self::ENVIRONMENT,
            $this->timeout,
            $this->maxBytes,
        );

        return match (true) {
            $result->timedOut => throw $this->failure(
                "{$command[0]} took longer than " . Duration::words($this->timeout) . ' and was stopped: a script'
                    . ' may wait for an answer',
                $result,
            ),
            $result->truncated => throw $this->failure(
                "{$command[0]} said more than " . Size::format($this->maxBytes) . ' and was stopped: that is no'
                    . ' inventory',
                $result,
            ),
            !$result->isOk() => throw $this->failure(
                "{$command[0]} failed ("
                    . ($result->exitCode === null ? "signal {$result->signal}" : "exit code {$result->exitCode}") . ')',
                $result,
            ),
            default => $result,
        };
    }

    private function failure(string $what, ToolResult $result): InventoryException
    {
        $errors = trim(PlainText::block($result->errors, self::SHOWN_ERRORS, false));

        return new InventoryException("The inventory {$this->shown()} cannot be read: {$what}."
            . ($errors === '' ? '' : " It said:\n{$errors}"));
    }

    private function shown(): string
    {
        return $this->environment->shown($this->settings->inventoryPath($this->environment));
    }
}
