<?php

/** Ends in the middle of a batch: end.php HOW KIND URL STALLING_URL */

declare(strict_types=1);

require __DIR__ . '/common.php';

ini_set('memory_limit', '128M');
ini_set('log_errors', '0');
ini_set('display_errors', '1');
[, $how, $kind, $url, $stalling] = $argv + ['', '', '', '', ''];
if ($how === 'interrupt') {
    // From a child, while nothing will ever come.
    if (pcntl_fork() === 0) {
        usleep(500_000);
        posix_kill(posix_getppid(), SIGINT);
        // Its end is no business of anybody's.
        posix_kill(posix_getpid(), SIGKILL);
    }
    foreach (batch($kind, $stalling, static function (): void {}) as $_);
    exit(1);
}
$batch = batch($kind, $url, static fn(int $i) => $how === 'exit_sources' && $i === 5 ? exit(7) : null);
$count = 0;
foreach ($batch as $_) {
    if (++$count < 3) {
        continue;
    }
    match ($how) {
        'exit', 'exit_global' => exit(7),
        'uncaught' => throw new DomainException('from the loop'),
        'fatal' => str_repeat('x', 1 << 40),
        'time_limit' => set_time_limit(1),
        default => null,
    };
    while ($how === 'time_limit');
}
