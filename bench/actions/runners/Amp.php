<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Actions\Runners;

use Amp\Process\Process;
use PhotoLibrary\Bench\Actions\Runner;
use Revolt\EventLoop;

/** A fiber for each that may run at once. */
final class Amp implements Runner
{
    /** @var list<float> */
    private array $seconds = [];
    private int $left = 0;

    public function run(array $command, int $count, int $parallel): array
    {
        $this->left = $count;
        for ($i = 0; $i < $parallel; ++$i) {
            EventLoop::queue(function () use ($command): void {
                while ($this->left-- > 0) {
                    $started = microtime(true);
                    if (Process::start($command)->join() === 0) {
                        $this->seconds[] = microtime(true) - $started;
                    }
                }
            });
        }
        EventLoop::run();

        return $this->seconds;
    }
}
