<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Output;

/**
 * The colours of states.
 */
final class Colour
{
    private const GREEN = ['ok', 'deployed', 'provisioned', 'ready'];
    private const RED = ['failed', 'unreachable', 'timeout', 'unknown', 'interrupted', 'not_ready'];
    private const YELLOW = ['verifying', 'held', 'skipped', 'cancelled', 'waits'];
    private const CYAN = ['starting', 'running', 'provisioning', 'deploying'];

    public static function ofState(string $state, string $text, bool $isWanted): string
    {
        $code = match (true) {
            !$isWanted => null,
            \in_array($state, self::GREEN, true) => 32,
            \in_array($state, self::RED, true) => 31,
            \in_array($state, self::YELLOW, true) => 33,
            \in_array($state, self::CYAN, true) => 36,
            default => null,
        };

        return $code === null ? $text : "\e[{$code}m{$text}\e[0m";
    }
}
