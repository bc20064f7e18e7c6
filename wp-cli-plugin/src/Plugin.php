<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

use PhotoLibrary\WordPress\Library\Database;
use PhotoLibrary\WordPress\Library\PaletteTable;
use PhotoLibrary\WordPress\Library\Schema;

/**
 * Hooks the plugin into WordPress and WP-CLI.
 */
final readonly class Plugin
{
    public const COMMAND = 'photolibrary';
    private const TRAIT = 'PhotoLibrary_CLI_Parallel';

    /** Each public method is a command below ours, beside those of Cli\Command. */
    private const MORE_COMMANDS = [Pinecone\Command::class];

    public static function start(string $file): void
    {
        register_activation_hook($file, static fn() => self::schema()->install());
        add_action('delete_attachment', static fn(int $attachment) => PaletteTable::ofBlog()->forget($attachment));
        add_filter('wpmu_drop_tables', self::withTablesOfDeletedSite(...));
        add_action('admin_notices', self::warnAboutEarlierPlugin(...));
        if (\defined('WP_CLI') && WP_CLI) {
            // Last of all, so that the earlier plugin has registered its command, wherever it does so.
            add_action('cli_init', self::registerCommand(...), PHP_INT_MAX);
        }
    }

    private static function schema(): Schema
    {
        return new Schema(Database::ofWordPress());
    }

    /**
     * @param array<string> $tables
     * @return array<string>
     */
    private static function withTablesOfDeletedSite(array $tables): array
    {
        return [...$tables, ...self::schema()->tables()];
    }

    private static function registerCommand(): void
    {
        if (self::hasEarlierTrait() || isset(\WP_CLI::get_root_command()->get_subcommands()[self::COMMAND])) {
            if ((\WP_CLI::get_runner()->arguments[0] ?? '') === self::COMMAND) {
                \WP_CLI::warning(self::conflict());
            }
            return;
        }
        \WP_CLI::add_command(self::COMMAND, Cli\Command::class);
        foreach (self::MORE_COMMANDS as $class) {
            $commands = new $class();
            foreach (get_class_methods($commands) as $name) {
                $command = [$commands, $name];
                \assert(\is_callable($command));
                \WP_CLI::add_command(self::COMMAND . " {$name}", $command);
            }
        }
        Cli\DetachedValues::refuse();
    }

    private static function warnAboutEarlierPlugin(): void
    {
        if (self::hasEarlierTrait() && current_user_can('activate_plugins')) {
            printf('<div class="notice notice-error"><p>%s</p></div>', esc_html(self::conflict()));
        }
    }

    /** Ours may be there too: a command of somebody else may have loaded it. */
    private static function hasEarlierTrait(): bool
    {
        return trait_exists(self::TRAIT, false)
            && (new \ReflectionClass(self::TRAIT))->getFileName() !== __DIR__ . '/' . self::TRAIT . '.php';
    }

    private static function conflict(): string
    {
        return __('PhotoLibrary does nothing as long as the earlier PhotoLibrary plugin is active: both define the command "wp photolibrary". Deactivate the earlier one.', 'photolibrary');
    }
}
