<?php

/** Waits for what never comes, with signal handlers: signals.php KIND STALLING_URL */

declare(strict_types=1);

require __DIR__ . '/common.php';

[, $kind, $url] = $argv + ['', '', ''];
pcntl_async_signals(true);
pcntl_signal(SIGALRM, static function (): void {
    echo "the handler ran\n";
    pcntl_signal(SIGALRM, static fn() => throw new DomainException('from the handler'));
    pcntl_alarm(1);
});
pcntl_alarm(1);
try {
    foreach (batch($kind, $url, static function (): void {}) as $_);
    echo "it ended\n";
} catch (DomainException $exception) {
    echo $exception->getMessage(), "\n";
}
