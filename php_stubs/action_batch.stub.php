<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What happens while an ActionQueue runs, in the order in which it happens. ActionQueue::run() makes it. It can be iterated
 * once; its keys count from 0.
 *
 * Of each attempt of an action: ActionStarting; ActionStarted, unless the process could not be started; ActionOutput, if
 * run() was asked for it. Of each action: ActionResult.
 *
 * @implements \Iterator<int, ActionStarting|ActionStarted|ActionOutput|ActionResult>
 * @strict-properties
 * @not-serializable
 */
final class ActionBatch implements \Iterator
{
    private function __construct() {}

    /** @throws EngineException when called a second time after the iteration has moved on */
    public function rewind(): void {}

    /** Waits until something has happened; false when nothing waits or runs any more. Signal handlers run while it waits. */
    public function valid(): bool {}

    public function current(): ActionStarting|ActionStarted|ActionOutput|ActionResult {}

    public function key(): int {}

    /** If the current event is an ActionStarting, starts the action now. */
    public function next(): void {}

    /** Whether valid() would answer without waiting. Never blocks. */
    public function isReady(): bool {}

    /**
     * A stream that is readable whenever isReady() may be true, for stream_select() and event loops. Call isReady()
     * when it becomes readable; never read from it.
     *
     * @return resource
     */
    public function stream() {}
}
