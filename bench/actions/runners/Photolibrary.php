<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Actions\Runners;

use PhotoLibrary\Action;
use PhotoLibrary\ActionOutcome;
use PhotoLibrary\ActionQueue;
use PhotoLibrary\ActionResult;
use PhotoLibrary\ActionStarting;
use PhotoLibrary\Bench\Actions\Runner;

final class Photolibrary implements Runner
{
    public function run(array $command, int $count, int $parallel): array
    {
        \assert($command !== []);
        $queue = new ActionQueue($parallel);
        for ($i = 0; $i < $count; ++$i) {
            $queue->add(new Action("{$i}", "{$i}", $command));
        }
        $started = $seconds = [];
        foreach ($queue->run() as $event) {
            if ($event instanceof ActionStarting) {
                $started[$event->action->id] = microtime(true);
            } elseif ($event instanceof ActionResult && $event->outcome === ActionOutcome::Ok) {
                $seconds[] = microtime(true) - $started[$event->action->id];
            }
        }

        return $seconds;
    }
}
