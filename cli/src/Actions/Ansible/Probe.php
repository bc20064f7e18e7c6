<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\Tool;
use PhotoLibrary\Actions\Support\ToolException;

/**
 * Recovery rests on our plugin. So before the first action of a run, an empty play must leave its events. That is
 * remembered until Ansible, the plugin or Ansible's configuration changes.
 */
final readonly class Probe
{
    private const SECONDS = 120.0;

    private function __construct(private Environment $environment, private AnsibleConfig $config) {}

    /**
     * @param bool $again also if it is remembered
     * @return string the version of Ansible
     * @throws AnsibleException|ToolException
     */
    public static function require(Environment $environment, AnsibleConfig $config, bool $again = false): string
    {
        return (new self($environment, $config))->version($again);
    }

    private function version(bool $again): string
    {
        $memory = $this->environment->queueFolder() . '/probe.json';
        $key = $this->key();
        $known = $again ? null : json_decode((string) @file_get_contents($memory), true);
        if (\is_array($known) && ($known['key'] ?? null) === $key && \is_string($known['ansible'] ?? null)) {
            return $known['ansible'];
        }
        $version = AnsibleVersion::installed()->version;
        $this->probe();
        $text = json_encode(['key' => $key, 'ansible' => $version], JSON_THROW_ON_ERROR);
        Files::replace($memory, "{$text}\n", $this->environment->shown($memory));

        return $version;
    }

    /** @throws AnsibleException|ToolException */
    private function probe(): void
    {
        $file = "{$this->environment->queueFolder()}/probe." . bin2hex(random_bytes(8)) . '.jsonl';
        $command = ['ansible-playbook', '-i', 'localhost,', AnsibleConfig::folder() . '/probe.yml'];
        try {
            $result = Tool::run($command, $this->environment->root, $this->config->environment($file), self::SECONDS);
            $events = EventsFile::read($file);
        } finally {
            is_file($file) && unlink($file);
        }
        if (!$events->begun || $events->recap === null) {
            $why = AnsibleError::of($result->errors === '' ? $result->output() : $result->errors);

            throw new AnsibleException("Ansible does not load photolibrary's plugin, without which nobody could tell what it"
                . " has done ({$why}). Nothing was started. See: photolibrary actions doctor {$this->environment->name}");
        }
    }

    /** Changes with whatever could keep the plugin from loading. */
    private function key(): string
    {
        clearstatcache();
        $program = Tool::find('ansible-playbook') ?? '';
        $plugin = AnsibleConfig::folder() . '/callback_plugins/' . AnsibleConfig::PLUGIN . '.py';

        return hash('sha256', serialize([
            realpath($program),
            @filemtime($program),
            @filesize($program),
            @hash_file('sha256', $plugin),
            $this->config->environment(''),
        ]));
    }
}
