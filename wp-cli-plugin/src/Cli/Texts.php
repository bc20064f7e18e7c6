<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\Text;

/**
 * What PhotoLibrary\Cli says, in the language of the site. Its English sentences are in src/Shared/texts.php of the
 * packed plugin, where tools that collect texts find them.
 */
final readonly class Texts
{
    public static function say(Text $text): string
    {
        return $text->translated(static fn(string $format): string => translate($format, 'photolibrary'));
    }
}
