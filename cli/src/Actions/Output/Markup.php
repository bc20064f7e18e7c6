<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

use Symfony\Component\Console\Formatter\OutputFormatter;

/**
 * Text of others in what symfony/console formats.
 */
final class Markup
{
    public static function escape(string $text): string
    {
        return OutputFormatter::escape($text);
    }
}
