<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\FolderException;
use PhotoLibrary\Actions\Support\Tool;
use PhotoLibrary\Actions\Support\ToolException;

/**
 * What the user's configuration of Ansible says that actions must know: it is read once a run. The environment
 * variables by which our plugin is enabled would replace what is said there, so they repeat it.
 */
final readonly class AnsibleConfig
{
    public const PLUGIN = 'photolibrary_events';
    /** The variable that names the file of events. */
    public const EVENTS = 'PHOTOLIBRARY_EVENTS';
    private const SECONDS = 60.0;
    private const MAX_BYTES = 16 << 20;

    /**
     * @param list<string> $callbackPaths
     * @param list<string> $callbacksEnabled
     * @param bool $pipelining whether commands on servers survive the end of Ansible
     * @param list<string> $warnings
     */
    private function __construct(
        public array $callbackPaths,
        public array $callbacksEnabled,
        public bool $pipelining,
        public array $warnings,
    ) {}

    /**
     * Asking Ansible takes a second. Its answer is remembered until something changes that it depends on.
     *
     * @throws AnsibleException|FolderException|ToolException
     */
    public static function read(Environment $environment): self
    {
        $memory = new Memory($environment, 'ansible-config.json', self::dependencies($environment));
        $known = $memory->recall();
        if ($known === null) {
            $values = self::ask($environment);
            $known = [
                'callback_paths' => self::value($values, 'DEFAULT_CALLBACK_PLUGIN_PATH'),
                'callbacks_enabled' => self::value($values, 'CALLBACKS_ENABLED'),
                'pipelining' => self::value($values, 'ANSIBLE_PIPELINING') === true || self::pipelines($values),
            ];
            $memory->keep($known);
        }

        return new self(
            self::strings($known['callback_paths'] ?? null),
            self::strings($known['callbacks_enabled'] ?? null),
            ($known['pipelining'] ?? false) === true,
            self::warnings($environment),
        );
    }

    /**
     * @return array<mixed>
     * @throws AnsibleException|ToolException
     */
    private static function ask(Environment $environment): array
    {
        $command = ['ansible-config', 'dump', '--only-changed', '--format', 'json', '-t', 'all'];
        $variables = ['ANSIBLE_NOCOLOR' => '1'];
        $result = Tool::run($command, $environment->root, $variables, self::SECONDS, self::MAX_BYTES);
        $values = json_decode($result->output(), true);
        if ($result->isOk() && \is_array($values)) {
            return $values;
        }

        throw new AnsibleException($result->timedOut
            ? "`ansible-config dump` takes longer than a minute in {$environment->root}. See what it waits for."
            : 'Ansible cannot read its configuration: ' . AnsibleError::of($result->errors)
                . ". See `ansible-config dump` in {$environment->root}.");
    }

    /** @return array<mixed> on which the answer depends: Ansible, its variables, and the files in which it looks */
    private static function dependencies(Environment $environment): array
    {
        clearstatcache();
        $program = Tool::find('ansible-config') ?? '';
        $isVariable = static fn(string $name): bool => str_starts_with($name, 'ANSIBLE_');
        $variables = array_filter(getenv(), $isVariable, ARRAY_FILTER_USE_KEY);
        ksort($variables);
        $home = getenv('HOME') ?: '';
        $named = $variables['ANSIBLE_CONFIG'] ?? '';
        $files = [$named];
        foreach ([$named, $environment->root, '/etc/ansible'] as $folder) {
            $files[] = "{$folder}/ansible.cfg";
        }
        $files[] = "{$home}/.ansible.cfg";
        $content = static fn(string $file): string|false => is_file($file) ? @hash_file('sha256', $file) : '';

        return [
            $program,
            @filemtime($program),
            @filesize($program),
            $variables,
            $files,
            array_map($content, $files),
            self::isOpen($environment),
        ];
    }

    /** The folder of our plugin, in which the probe stands too. */
    public static function folder(): string
    {
        return \dirname(__DIR__, 3) . '/ansible';
    }

    /**
     * By which Ansible loads what the user wants, and our plugin.
     *
     * @param string $eventsFile where the plugin writes; it must not exist
     * @return array<string, string>
     */
    public function environment(string $eventsFile): array
    {
        $ours = self::folder() . '/callback_plugins';

        return [
            'ANSIBLE_CALLBACK_PLUGINS' => implode(':', array_unique([$ours, ...$this->callbackPaths])),
            'ANSIBLE_CALLBACKS_ENABLED' => implode(',', array_unique([self::PLUGIN, ...$this->callbacksEnabled])),
            self::EVENTS => $eventsFile,
            // Without a terminal, ssh would otherwise open a window that asks for a password, and wait.
            'SSH_ASKPASS_REQUIRE' => 'never',
        ];
    }

    /** @return list<string> */
    private static function warnings(Environment $environment): array
    {
        $file = "{$environment->root}/ansible.cfg";

        return self::isOpen($environment) && is_file($file) && getenv('ANSIBLE_CONFIG') === false
            ? ["Ansible ignores {$file}, because everybody may write to its folder: chmod o-w {$environment->root}"]
            : [];
    }

    /** Whether everybody may write to the project's folder. */
    private static function isOpen(Environment $environment): bool
    {
        return ((int) @fileperms($environment->root) & 0o002) !== 0;
    }

    /** @param array<mixed> $values */
    private static function value(array $values, string $name): mixed
    {
        foreach ($values as $value) {
            if (\is_array($value) && ($value['name'] ?? null) === $name) {
                return $value['value'] ?? null;
            }
        }

        return null;
    }

    /**
     * Whether ssh's own setting says so: [{"CONNECTION_PLUGINS": [{"ssh": [{"name": "pipelining", "value": true}]}]}]
     *
     * @param array<mixed> $values
     */
    private static function pipelines(array $values): bool
    {
        foreach (array_column($values, 'CONNECTION_PLUGINS') as $plugins) {
            foreach (array_column(\is_array($plugins) ? $plugins : [], 'ssh') as $settings) {
                if (\is_array($settings) && self::value($settings, 'pipelining') === true) {
                    return true;
                }
            }
        }

        return false;
    }

    /** @return list<string> */
    private static function strings(mixed $value): array
    {
        return \is_array($value) ? array_values(array_filter($value, \is_string(...))) : [];
    }
}
