<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

/**
 * The processes of this machine, from /proc.
 */
final class Processes
{
    /** @return list<int> the process and all that come from it, as long as their parents live */
    public static function tree(int $pid): array
    {
        $children = [];
        foreach (self::all() as $one => $parent) {
            $children[$parent][] = $one;
        }
        $tree = [$pid];
        for ($i = 0; $i < \count($tree); ++$i) {
            array_push($tree, ...($children[$tree[$i]] ?? []));
        }

        return $tree;
    }

    /** @return list<int> those that have a text in their environment */
    public static function withEnvironment(string $text): array
    {
        $has = static fn(int $pid): bool => str_contains((string) @file_get_contents("/proc/{$pid}/environ"), $text);

        return array_values(array_filter(array_keys(self::all()), $has));
    }

    /** @return list<int> those whose command line has a text in it */
    public static function withCommand(string $text): array
    {
        $has = static fn(int $pid): bool => str_contains((string) @file_get_contents("/proc/{$pid}/cmdline"), $text);

        return array_values(array_filter(array_keys(self::all()), $has));
    }

    /**
     * @param list<int> $pids
     * @return list<int> those of them that have not ended
     */
    public static function livingOf(array $pids): array
    {
        return array_values(array_filter($pids, static fn(int $pid): bool => !\in_array(self::state($pid), ['', 'Z', 'X'], true)));
    }

    /**
     * @param list<int> $pids
     * @return list<int> those of them that have not ended and are not stopped
     */
    public static function runningOf(array $pids): array
    {
        return array_values(array_filter(self::livingOf($pids), static fn(int $pid): bool => self::state($pid) !== 'T'));
    }

    /** @param list<int> $pids */
    public static function signal(array $pids, int $signal): void
    {
        foreach ($pids as $pid) {
            posix_kill($pid, $signal);
        }
    }

    /** As /proc/PID/stat has it: a letter; empty if there is no such process. */
    private static function state(int $pid): string
    {
        $stat = (string) @file_get_contents("/proc/{$pid}/stat");

        return substr($stat, (int) strrpos($stat, ')') + 2, 1);
    }

    /** @return array<int, int> pid => parent; without those that have ended and wait for their parent */
    private static function all(): array
    {
        $all = [];
        foreach (glob('/proc/[0-9]*/stat') ?: [] as $file) {
            $stat = (string) @file_get_contents($file);
            $fields = explode(' ', trim(substr($stat, (int) strrpos($stat, ')') + 1)));
            if (isset($fields[1]) && $fields[0] !== 'Z') {
                $all[(int) basename(\dirname($file))] = (int) $fields[1];
            }
        }

        return $all;
    }
}
