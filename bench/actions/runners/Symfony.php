<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Actions\Runners;

use PhotoLibrary\Bench\Actions\Runner;
use Symfony\Component\Process\Process;

/** As Symfony's manual does it: asks each whether it runs, and sleeps for a millisecond in between. */
final class Symfony implements Runner
{
    public function run(array $command, int $count, int $parallel): array
    {
        $running = $started = $seconds = [];
        for ($next = 0; $next < $count || $running !== [];) {
            for (; $next < $count && \count($running) < $parallel; ++$next) {
                $started[$next] = microtime(true);
                $running[$next] = new Process($command, timeout: null);
                $running[$next]->start();
            }
            foreach ($running as $number => $process) {
                if (!$process->isRunning()) {
                    if ($process->getExitCode() === 0) {
                        $seconds[] = microtime(true) - $started[$number];
                    }
                    unset($running[$number]);
                }
            }
            usleep(1000);
        }

        return $seconds;
    }
}
