<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

/**
 * A process that says a line after each step and waits for one before the next, so that a test can stop it between any two.
 */
final class Program
{
    /** @var resource */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];
    private ?int $exitCode = null;
    private string $rest = '';

    /** @param non-empty-list<string> $command */
    public function __construct(array $command)
    {
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $this->pipes);
        if (!\is_resource($process)) {
            throw new \RuntimeException("{$command[0]} did not start.");
        }
        $this->process = $process;
    }

    public function __destruct()
    {
        if ($this->exitCode === null) {
            $this->kill();
        }
    }

    public function pid(): int
    {
        return proc_get_status($this->process)['pid'];
    }

    /** @return string|null the next line; null if it has ended */
    public function line(): ?string
    {
        $line = fgets($this->pipes[1]);

        return $line === false ? null : rtrim($line, "\n");
    }

    public function goOn(): void
    {
        fwrite($this->pipes[0], "\n");
    }

    /** By SIGKILL. */
    public function kill(): void
    {
        proc_terminate($this->process, SIGKILL);
        while (proc_get_status($this->process)['running']) {
            usleep(1000);
        }
        // What it has started may live on and keep its streams open.
        stream_set_blocking($this->pipes[1], false);
        stream_set_blocking($this->pipes[2], false);
        $this->end();
    }

    /** It is asked for no more steps; waits for its end. */
    public function end(): int
    {
        if ($this->exitCode === null) {
            fclose($this->pipes[0]);
            $this->rest = stream_get_contents($this->pipes[1]) . stream_get_contents($this->pipes[2]);
            $this->exitCode = proc_close($this->process);
        }

        return $this->exitCode;
    }

    /** What it said after the last line that was read, and on STDERR. */
    public function rest(): string
    {
        $this->end();

        return $this->rest;
    }
}
