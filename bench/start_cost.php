#!/usr/bin/env php
<?php

/**
 * What loading the extension adds to a start of PHP: `php -n` with and without it, in turns; the least of each.
 *   bench/start_cost.php [STARTS]
 */

declare(strict_types=1);

/** @return float milliseconds of processor time that all children took so far */
function spent(): float
{
    /** @var array{'ru_utime.tv_sec': int, 'ru_utime.tv_usec': int, 'ru_stime.tv_sec': int, 'ru_stime.tv_usec': int} $usage */
    $usage = getrusage(1);

    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1e3 + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e3;
}

/** @return float milliseconds of processor time */
function cpu_of(string $command): float
{
    $before = spent();
    exec("exec {$command} -r ''", $output, $status);
    if ($status !== 0) {
        throw new RuntimeException("{$command} ended with {$status}");
    }

    return spent() - $before;
}

/** @return float megabytes, the most that were resident */
function resident_of(string $command): float
{
    preg_match('/VmHWM:\s+(\d+)/', (string) shell_exec("exec {$command} -r 'readfile(\"/proc/self/status\");'"), $match);

    return (int) ($match[1] ?? throw new RuntimeException("{$command} tells no VmHWM")) / 1024;
}

$starts = max(1, (int) ($argv[1] ?? 40));
$without = PHP_BINARY . ' -n';
$with = $without . ' -d extension=' . escapeshellarg(dirname(__DIR__) . '/modules/photolibrary.so');
$cpu_without = $cpu_with = $resident_without = $resident_with = INF;
for ($start = 0; $start < $starts; ++$start) {
    $cpu_without = min($cpu_without, cpu_of($without));
    $cpu_with = min($cpu_with, cpu_of($with));
    $resident_without = min($resident_without, resident_of($without));
    $resident_with = min($resident_with, resident_of($with));
}
printf("without %7.2f ms CPU %7.2f MB resident\n", $cpu_without, $resident_without);
printf("with    %7.2f ms CPU %7.2f MB resident\n", $cpu_with, $resident_with);
printf("adds    %+7.2f ms CPU %+7.2f MB resident\n", $cpu_with - $cpu_without, $resident_with - $resident_without);
