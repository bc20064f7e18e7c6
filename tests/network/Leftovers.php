<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

/** What a process holds: its descriptors and threads. */
final class Leftovers
{
    /**
     * @param array<string, int> $descriptors how many of each kind
     */
    private function __construct(public readonly array $descriptors, public readonly int $threads) {}

    public static function now(): self
    {
        $descriptors = [];
        foreach (glob('/proc/self/fd/*') ?: [] as $link) {
            $target = @readlink($link);
            if ($target !== false) {
                $kind = (string) preg_replace('/:\[\d+\]$/', '', $target);
                $descriptors[$kind] = ($descriptors[$kind] ?? 0) + 1;
            }
        }
        ksort($descriptors);

        return new self($descriptors, \count(glob('/proc/self/task/*') ?: []));
    }

    /** What is there and was not there before, in words; empty if nothing. A moment is given to it to end. */
    public static function since(self $before, float $seconds = 10.0): string
    {
        $end = microtime(true) + $seconds;
        while (($more = self::more($before, self::now())) !== '' && microtime(true) < $end) {
            usleep(5_000);
        }

        return $more;
    }

    private static function more(self $before, self $after): string
    {
        $more = $after->threads > $before->threads ? [$after->threads - $before->threads . ' threads'] : [];
        foreach ($after->descriptors as $kind => $count) {
            $added = $count - ($before->descriptors[$kind] ?? 0);
            if ($added > 0) {
                $more[] = "{$added} {$kind}";
            }
        }

        return implode(', ', $more);
    }
}
