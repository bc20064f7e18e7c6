<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Actions\Runners;

use PhotoLibrary\Bench\Actions\Runner;
use React\ChildProcess\Process;
use React\EventLoop\Loop;

final class React implements Runner
{
    /** @var list<float> */
    private array $seconds = [];
    private int $left = 0;

    public function run(array $command, int $count, int $parallel): array
    {
        $this->left = $count;
        $line = 'exec ' . implode(' ', array_map(escapeshellarg(...), $command));
        for ($i = 0; $i < $parallel; ++$i) {
            $this->next($line);
        }
        Loop::run();

        return $this->seconds;
    }

    private function next(string $line): void
    {
        if ($this->left-- <= 0) {
            return;
        }
        $started = microtime(true);
        $process = new Process($line);
        $process->start();
        $process->on('exit', function (?int $code) use ($started, $line): void {
            if ($code === 0) {
                $this->seconds[] = microtime(true) - $started;
            }
            $this->next($line);
        });
    }
}
