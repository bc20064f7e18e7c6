<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Support;

/**
 * The processes that an engine has started. Their command line names the module, so a PHP that runs a copy of the module
 * of its own can tell its family from all others; PHP itself has the module from an ini file and is no member.
 */
final class Family
{
    public function __construct(public readonly string $module) {}

    /** @return array<int, int> the parent of each member, by process id */
    public function members(): array
    {
        $members = [];
        foreach (glob('/proc/[0-9]*') ?: [] as $folder) {
            $pid = (int) basename($folder);
            $stat = self::read("{$folder}/stat");
            $command = self::read("{$folder}/cmdline");
            if ($pid === getmypid() || preg_match('/^\d+ \(.*\) (\S) (\d+) /s', $stat, $match) !== 1) {
                continue;
            }
            if (str_contains($command, $this->module)) {
                $members[$pid] = (int) $match[2];
            }
        }

        return $members;
    }

    /** @return list<int> */
    public function pids(): array
    {
        return array_keys($this->members());
    }

    /** @return list<int> those that fork the decoders: their parent is a stranger */
    public function zygotes(): array
    {
        $members = $this->members();

        return array_keys(array_filter($members, static fn(int $parent): bool => !isset($members[$parent])));
    }

    /** @return list<int> those that decode: their parent is a member */
    public function decoders(): array
    {
        $members = $this->members();

        return array_keys(array_filter($members, static fn(int $parent): bool => isset($members[$parent])));
    }

    /**
     * Waits until they are gone.
     *
     * @param callable(): list<int> $those
     * @return list<int> those that are still there
     */
    public static function awaitNone(callable $those, float $seconds): array
    {
        $end = hrtime(true) + (int) ($seconds * 1e9);
        while (($left = $those()) !== [] && hrtime(true) < $end) {
            usleep(5_000);
        }

        return $left;
    }

    /** What a process may no longer be there to tell. */
    private static function read(string $file): string
    {
        return (string) @file_get_contents($file);
    }
}
