<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\UsageError;
use PhotoLibrary\EngineException;

/**
 * Makes a mistake, or what went wrong, one clear error on STDERR and the status 1: the same for all commands.
 */
final readonly class Guard
{
    /**
     * @template T
     * @param \Closure(): T $work
     * @return T
     */
    public static function orFail(\Closure $work): mixed
    {
        try {
            return $work();
        } catch (UsageError $error) {
            \WP_CLI::error(Texts::say($error->text));
        } catch (\RuntimeException | EngineException $error) { // of a database, of a service, of the extension
            \WP_CLI::error($error->getMessage());
        }
    }

    public static function requireExtension(): void
    {
        if (MissingExtension::isMissing()) {
            \WP_CLI::error(MissingExtension::message());
        }
    }
}
