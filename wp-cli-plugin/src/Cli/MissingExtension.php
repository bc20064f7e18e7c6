<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

/**
 * What to say, and what to type instead, where the PHP extension is not loaded.
 */
final readonly class MissingExtension
{
    private const FILE = 'photolibrary.so';

    public static function isMissing(): bool
    {
        return !\function_exists('PhotoLibrary\palettes');
    }

    public static function message(): string
    {
        $line = CommandLine::current();

        return \sprintf(
            /* translators: 1: version of PHP, 2: a command line. */
            __("The photolibrary extension, which computes the palettes, is not loaded in this PHP (%1\$s). Load it:\n%2\$s", 'photolibrary'),
            PHP_VERSION,
            'php -d extension=' . CommandLine::quoted(self::extension()) . " {$line->program()} {$line->arguments()}",
        );
    }

    /** The name that PHP knows it by if it is installed, else where a site owner without root keeps it. */
    private static function extension(): string
    {
        if (is_file(\ini_get('extension_dir') . '/' . self::FILE)) {
            return 'photolibrary';
        }
        $home = getenv('HOME');
        $file = $home . '/' . self::FILE;

        return \is_string($home) && $home !== '' && is_file($file) ? $file : '/path/to/' . self::FILE;
    }
}
