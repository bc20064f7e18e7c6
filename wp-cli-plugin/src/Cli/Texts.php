<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

use PhotoLibrary\Cli\Text;

/**
 * A Text in the language of the site. The English sentences of all of them are in src/Shared/texts.php of the packed
 * plugin, where translation tools find them.
 */
final readonly class Texts
{
    public static function say(Text $text): string
    {
        return $text->translated(static fn(string $format): string => translate($format, 'photolibrary'));
    }
}
