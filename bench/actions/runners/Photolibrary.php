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
        $added = $ended = 0;
        // As the others do, it makes commands as they are needed.
        $add = static function (int $most) use ($queue, $command, &$added): void {
            for (; $added < $most; ++$added) {
                $queue->add(new Action("{$added}", "{$added}", $command));
            }
        };
        $add(min($count, 2 * $parallel));
        $started = $seconds = [];
        foreach ($queue->run() as $event) {
            if ($event instanceof ActionStarting) {
                $started[$event->action->id] = microtime(true);
            } elseif ($event instanceof ActionResult) {
                $add(min($count, ++$ended + 2 * $parallel));
                if ($event->outcome === ActionOutcome::Ok) {
                    $seconds[] = microtime(true) - $started[$event->action->id];
                }
            }
        }

        return $seconds;
    }
}
