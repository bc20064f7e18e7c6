<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Actions\Runners;

use PhotoLibrary\Bench\Actions\Runner;

/** PHP's own functions: the end of STDOUT tells that of the command. */
final class ProcOpen implements Runner
{
    /** @var array<int, resource> */
    private array $processes = [];

    /** @var array<int, resource> */
    private array $pipes = [];

    /** @var array<int, float> */
    private array $started = [];

    /** @var resource|null /dev/null */
    private mixed $null = null;

    public function run(array $command, int $count, int $parallel): array
    {
        $seconds = [];
        for ($next = 0; $next < $count || $this->pipes !== [];) {
            while ($next < $count && \count($this->pipes) < $parallel) {
                $this->start($next++, $command);
            }
            $readable = $this->pipes;
            $write = $except = null;
            stream_select($readable, $write, $except, null);
            foreach ($readable as $number => $pipe) {
                fread($pipe, 65536);
                if (feof($pipe)) {
                    fclose($pipe);
                    if (proc_close($this->processes[$number]) === 0) {
                        $seconds[] = microtime(true) - $this->started[$number];
                    }
                    unset($this->pipes[$number], $this->processes[$number]);
                }
            }
        }

        return $seconds;
    }

    /** @param list<string> $command */
    private function start(int $number, array $command): void
    {
        $this->started[$number] = microtime(true);
        $this->null ??= fopen('/dev/null', 'r+') ?: throw new \RuntimeException('/dev/null cannot be opened');
        $process = proc_open($command, [$this->null, ['pipe', 'w'], $this->null], $pipes);
        if ($process === false) {
            throw new \RuntimeException('proc_open() starts nothing');
        }
        stream_set_blocking($pipes[1], false);
        [$this->processes[$number], $this->pipes[$number]] = [$process, $pipes[1]];
    }
}
