<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use RuntimeException;

/** A process that sends this one a signal again and again: tells how long PHP did not hear it. */
final class Pulse
{
    private const MICROSECONDS = 10_000;

    private readonly int $process;

    private int $last;

    private int $longest = 0;

    /** To be called before there are threads. */
    public function __construct()
    {
        $parent = posix_getpid();
        pcntl_async_signals(true);
        pcntl_signal(SIGUSR1, function (): void {
            $this->beat();
        });
        $this->last = hrtime(true);
        $this->process = pcntl_fork();
        if ($this->process === 0) {
            while (posix_getppid() === $parent && posix_kill($parent, SIGUSR1)) {
                usleep(self::MICROSECONDS);
            }
            posix_kill(posix_getpid(), SIGKILL);
        }
        $this->process > 0 || throw new RuntimeException('no process can be started');
    }

    /** Milliseconds between two signals that were heard since this was called the last time, at most. */
    public function longest(): float
    {
        $this->beat();
        $longest = $this->longest / 1e6;
        $this->longest = 0;

        return $longest;
    }

    public function stop(): void
    {
        posix_kill($this->process, SIGKILL);
        pcntl_waitpid($this->process, $status);
    }

    private function beat(): void
    {
        $now = hrtime(true);
        $this->longest = max($this->longest, $now - $this->last);
        $this->last = $now;
    }
}
