<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

/**
 * SIGINT and SIGTERM while a batch runs: the first one stops it in good order, a second one ends the process at once.
 */
final class Interruption
{
    private const SIGNALS = [2 => 'SIGINT', 15 => 'SIGTERM'];

    /** PHP may lack the extension, or forbid some of it. */
    private const NEEDED = ['pcntl_async_signals', 'pcntl_signal', 'pcntl_signal_get_handler'];

    private ?int $signal = null;

    /** @var array<int, callable|int> what was to happen before */
    private array $handlers = [];

    /** @param \Closure(): void $stop called once, by the first signal */
    public function __construct(private readonly \Closure $stop)
    {
        if (array_filter(self::NEEDED, \function_exists(...)) !== self::NEEDED) {
            return;
        }
        pcntl_async_signals(true);
        foreach (array_keys(self::SIGNALS) as $signal) {
            $handler = pcntl_signal_get_handler($signal);
            $this->handlers[$signal] = \is_callable($handler) ? $handler : (int) $handler;
            pcntl_signal($signal, $this->receive(...));
        }
    }

    /** Name of the signal that came; null if none did. */
    public function name(): ?string
    {
        return $this->signal === null ? null : self::SIGNALS[$this->signal];
    }

    /** Itself, if a signal came; else null. */
    public function orNull(): ?self
    {
        return $this->signal === null ? null : $this;
    }

    /** The shell's status of a process that a signal ended. */
    public function exitCode(): int
    {
        return 128 + (int) $this->signal;
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
        $this->signal ??= $signal;
        $this->release();
        ($this->stop)();
    }
}
