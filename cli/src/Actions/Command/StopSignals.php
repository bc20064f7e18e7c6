<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Command;

/**
 * Signals while actions run: the first lets them finish, a second one interrupts them.
 *
 * A terminal that is closed may send SIGHUP more than once, so that one never counts as the second.
 */
final class StopSignals
{
    private const SIGNALS = [SIGINT, SIGTERM, SIGHUP];

    private ?int $first = null;

    /** @var array<int, callable|int> what was to happen before */
    private array $handlers = [];

    /** @param \Closure(bool): void $stop told whether by force */
    public function __construct(private readonly \Closure $stop)
    {
        pcntl_async_signals(true);
        foreach (self::SIGNALS as $signal) {
            $handler = pcntl_signal_get_handler($signal);
            $this->handlers[$signal] = \is_callable($handler) ? $handler : (int) $handler;
            // Reads and waits are interrupted, so that the loop sees it at once.
            pcntl_signal($signal, $this->receive(...), false);
        }
        pcntl_sigprocmask(SIG_UNBLOCK, self::SIGNALS);
    }

    /** @return int|null what the shell says of a process that the signal ended; null if none came */
    public function exitCode(): ?int
    {
        return $this->first === null ? null : 128 + $this->first;
    }

    /** Signals mean what they meant before. */
    public function release(): void
    {
        foreach ($this->handlers as $signal => $handler) {
            pcntl_signal($signal, $handler);
        }
        $this->handlers = [];
    }

    private function receive(int $signal): void
    {
        if ($this->first !== null && $signal === SIGHUP) {
            return;
        }
        $isSecond = $this->first !== null;
        $this->first ??= $signal;
        ($this->stop)($isSecond);
    }
}
