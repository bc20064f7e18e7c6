<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

/** A client in a process of its own on the first processor, asked over its pipes. */
final class ClientProcess
{
    /** @var resource|null */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];

    /** @param list<string> $command */
    public function __construct(array $command, string $errors)
    {
        $process = proc_open([...Server::onProcessor(0), ...$command], [['pipe', 'r'], ['pipe', 'w'], ['file', $errors, 'a']], $pipes);
        if ($process === false) {
            throw new \RuntimeException("{$command[0]} cannot be started");
        }
        $this->process = $process;
        $this->pipes = $pipes;
    }

    public function __destruct()
    {
        array_map(fclose(...), $this->pipes);
        \is_resource($this->process) && proc_close($this->process);
    }

    /** @return array{int, int} microseconds of processor time, and of the clock */
    public function fetch(int $requests, int $bytes, string $prefix, int $work): array
    {
        fwrite($this->pipes[0], "{$requests}\t{$bytes}\t{$prefix}\t{$work}\n");
        $line = fgets($this->pipes[1]);
        $fields = $line === false ? [] : explode("\t", rtrim($line, "\n"));
        if (($fields[0] ?? '') !== 'ok') {
            throw new \RuntimeException($fields[1] ?? 'it ended without an answer');
        }

        return [(int) ($fields[1] ?? 0), (int) ($fields[2] ?? 0)];
    }

    /** @return int KiB of memory that the process had at most so far */
    public function peakMemory(): int
    {
        $process = $this->process;
        $status = \is_resource($process) ? (string) file_get_contents('/proc/' . proc_get_status($process)['pid'] . '/status') : '';

        return preg_match('/^VmHWM:\s*(\d+) kB/m', $status, $match) === 1 ? (int) $match[1] : 0;
    }
}
