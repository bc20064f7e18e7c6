<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

use PhotoLibrary\Actions\Config\Settings;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\Environment;

/**
 * One action on one server is one command of Ansible, in the project's folder.
 */
final class PlaybookCommand
{
    /** The variable from which playbooks may learn the action's id. */
    public const ACTION = 'PHOTOLIBRARY_ACTION';
    /** The option of an action that names a file of variables. */
    public const EXTRA_VARS = 'extraVarsFile';

    /** @param string $eventsFile where the plugin writes; it must not exist */
    public static function for(
        JournalEntry $entry,
        Environment $environment,
        Settings $settings,
        AnsibleConfig $config,
        string $eventsFile,
    ): AnsibleCommand {
        $variables = [self::ACTION => $entry->id] + $config->environment($eventsFile);

        return self::hasPlaybook($entry->kind, $environment, $settings)
            ? new AnsibleCommand(self::playbook($entry, $environment, $settings), $variables, $environment->root)
            : new AnsibleCommand(
                self::ping($entry, $environment, $settings),
                // Otherwise a command without a playbook loads no plugins.
                $variables + ['ANSIBLE_LOAD_CALLBACK_PLUGINS' => '1'],
                $environment->root,
            );
    }

    /** A check needs none: then it is whether Ansible can work on the server. */
    public static function hasPlaybook(ActionKind $kind, Environment $environment, Settings $settings): bool
    {
        return $kind !== ActionKind::Check || is_file($settings->playbookPath($environment, $kind));
    }

    /** @return non-empty-list<string> */
    private static function playbook(JournalEntry $entry, Environment $environment, Settings $settings): array
    {
        return [
            'ansible-playbook',
            '-i',
            $environment->shown($settings->inventoryPath($environment)),
            $environment->shown($settings->playbookPath($environment, $entry->kind)),
            '--limit',
            $entry->server,
            ...($entry->tags === [] ? [] : ['--tags', implode(',', $entry->tags)]),
            ...($entry->skipTags === [] ? [] : ['--skip-tags', implode(',', $entry->skipTags)]),
            ...($entry->dryRun ? ['--check', '--diff'] : []),
            ...self::extraVars($entry),
        ];
    }

    /** @return non-empty-list<string> */
    private static function ping(JournalEntry $entry, Environment $environment, Settings $settings): array
    {
        $inventory = $environment->shown($settings->inventoryPath($environment));

        return ['ansible', '-i', $inventory, $entry->server, '-m', 'ping', ...self::extraVars($entry)];
    }

    /** @return list<string> */
    private static function extraVars(JournalEntry $entry): array
    {
        $file = $entry->options[self::EXTRA_VARS] ?? null;

        return \is_string($file) && $file !== '' ? ['--extra-vars', "@{$file}"] : [];
    }
}
