<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * Lines that say how to go on, to be copied.
 */
final class Advice
{
    public static function resolve(JournalEntry $entry): string
    {
        return "Nobody knows how {$entry->title()} ended. Look at {$entry->server}, then: "
            . "photolibrary actions resolve {$entry->shortId()} --as=done (or failed, or retry)";
    }

    public static function held(int $count, string $environment): string
    {
        return ($count === 1 ? 'One action is held' : "{$count} actions are held") . ". To go on: photolibrary actions run {$environment} --held";
    }

    public static function waiting(int $count, string $environment): string
    {
        return ($count === 1 ? 'One action still waits' : "{$count} actions still wait") . ". To go on: photolibrary actions run {$environment}";
    }
}
