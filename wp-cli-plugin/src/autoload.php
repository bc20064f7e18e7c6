<?php

/**
 * The classes of this plugin, and for commands of others the trait with a global name, which needs WP-CLI.
 */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $prefix = 'PhotoLibrary\\WordPress\\';
    $name = match (true) {
        str_starts_with($class, $prefix) => strtr(substr($class, strlen($prefix)), '\\', '/'),
        $class === 'PhotoLibrary_CLI_Parallel' && defined('WP_CLI') && WP_CLI => $class,
        default => null,
    };
    if ($name !== null && is_file(__DIR__ . "/{$name}.php")) {
        require __DIR__ . "/{$name}.php";
    }
});
