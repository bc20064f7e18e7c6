<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\FolderException;
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
     * @throws AnsibleException|FolderException|ToolException
     */
    public static function require(Environment $environment, AnsibleConfig $config, bool $again = false): string
    {
        return (new self($environment, $config))->version($again);
    }

    private function version(bool $again): string
    {
        $memory = new Memory($this->environment, 'probe.json', $this->dependencies());
        $known = $again ? null : $memory->recall()['ansible'] ?? null;
        if (\is_string($known)) {
            return $known;
        }
        $version = AnsibleVersion::installed()->version;
        $this->probe();
        $memory->keep(['ansible' => $version]);

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

            throw new AnsibleException("Ansible does not load photolibrary's plugin, without which nobody could tell what"
                . " it has done ({$why}). Nothing was started. See: photolibrary actions doctor {$this->environment->name}");
        }
    }

    /** @return array<mixed> whatever could keep the plugin from loading */
    private function dependencies(): array
    {
        clearstatcache();
        $program = Tool::find('ansible-playbook') ?? '';
        $plugin = AnsibleConfig::folder() . '/callback_plugins/' . AnsibleConfig::PLUGIN . '.py';

        return [
            realpath($program),
            @filemtime($program),
            @filesize($program),
            @hash_file('sha256', $plugin),
            $this->config->environment(''),
        ];
    }
}
