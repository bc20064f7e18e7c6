<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Action;
use PhotoLibrary\ActionBatch;
use PhotoLibrary\ActionOutput;
use PhotoLibrary\ActionQueue;
use PhotoLibrary\ActionResult;
use PhotoLibrary\ActionStarted;
use PhotoLibrary\ActionStarting;

/**
 * The engine's queue, taken event by event without waiting, so that one loop can look after all else too.
 */
final class Workers
{
    private readonly ActionQueue $queue;
    private ?ActionBatch $batch = null;

    public function __construct(int $workers)
    {
        $this->queue = new ActionQueue($workers);
    }

    /** @param positive-int $workers */
    public function set(int $workers): void
    {
        $this->queue->setWorkers($workers);
    }

    public function begin(Action $action): void
    {
        $this->queue->add($action);
        $this->batch ??= $this->queue->run();
    }

    /**
     * Hands one event to $handle, if there is one. A process of which the event says that it is starting starts when
     * $handle has returned.
     *
     * @param \Closure(ActionStarting|ActionStarted|ActionOutput|ActionResult): void $handle
     */
    public function take(\Closure $handle): bool
    {
        if ($this->batch === null || !$this->batch->isReady()) {
            return false;
        }
        if (!$this->batch->valid()) {
            $this->batch = null; // nothing is at work and nothing waits

            return \count($this->queue) > 0 && $this->again();
        }
        $batch = $this->batch;
        $handle($batch->current());
        $batch->next();

        return true;
    }

    /** @return resource|null readable when take() has something to do */
    public function stream(): mixed
    {
        return $this->batch?->stream();
    }

    /** Running ones finish; by force they are interrupted, and killed after their grace. */
    public function stop(bool $force): void
    {
        $this->queue->stop($force);
    }

    /** It was added while the batch was ending. */
    private function again(): bool
    {
        $this->batch = $this->queue->run();

        return true;
    }
}
