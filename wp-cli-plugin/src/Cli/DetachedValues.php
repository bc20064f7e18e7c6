<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\UsageError;
use PhotoLibrary\WordPress\Plugin;
use WP_CLI\Dispatcher\CompositeCommand;
use WP_CLI\SynopsisParser;

/**
 * WP-CLI takes `--workers 4` for a flag, which it drops with a warning, and for an argument 4. This looks at the command
 * line before WP-CLI judges it, for all commands of this plugin.
 */
final readonly class DetachedValues
{
    public static function refuse(): void
    {
        \WP_CLI::add_hook('before_run_command', self::check(...));
    }

    /**
     * @param array<string> $arguments the words of the command first
     * @param array<string, mixed> $options
     */
    private static function check(array $arguments, array $options): void
    {
        if (($arguments[0] ?? '') !== Plugin::COMMAND) {
            return;
        }
        $found = \WP_CLI::get_runner()->find_command_to_run($arguments);
        if (\is_string($found)) { // no such command, which WP-CLI says itself
            return;
        }
        \assert($found[0] instanceof CompositeCommand);
        foreach (self::valueOptions($found[0]) as $name) {
            if (($options[$name] ?? null) === true) {
                Guard::orFail(static fn() => throw UsageError::needsValue($name, CommandLine::current()->wordAfter("--{$name}")));
            }
        }
    }

    /** @return list<string> options of the command that have a value */
    private static function valueOptions(CompositeCommand $command): array
    {
        /** @var list<array{type: string, name?: string}> $parts */
        $parts = SynopsisParser::parse($command->get_synopsis());

        return array_column(array_filter($parts, static fn(array $part): bool => $part['type'] === 'assoc'), 'name');
    }
}
