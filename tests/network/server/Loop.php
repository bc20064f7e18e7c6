<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network\Server;

use Closure;
use Fiber;
use LogicException;

/** Runs fibers that wait for streams and for time to pass: many connections in one thread, each written as if alone. */
final class Loop
{
    /** @var array<int, Wait> by the id of the waiting fiber */
    private array $waits = [];

    /** @param Closure(): void $task */
    public function start(Closure $task): void
    {
        (new Fiber($task))->start();
    }

    /**
     * False once the time is over.
     *
     * @param resource $stream
     */
    public function untilReadable($stream, float $seconds = INF): bool
    {
        return $this->wait($stream, null, $seconds);
    }

    /** @param resource $stream */
    public function untilWritable($stream): void
    {
        $this->wait(null, $stream, INF);
    }

    public function pause(float $seconds): void
    {
        $this->wait(null, null, $seconds);
    }

    /** Ends when nobody waits for anything any more. */
    public function run(): void
    {
        while ($this->waits !== []) {
            [$readable, $writable] = $this->select();
            $now = microtime(true);
            foreach ($this->waits as $id => $wait) {
                $isReady = \in_array($wait->read, $readable, true) || \in_array($wait->write, $writable, true);
                if ($isReady || $wait->due <= $now) {
                    unset($this->waits[$id]);
                    $wait->fiber->resume($isReady);
                }
            }
        }
    }

    /**
     * @param ?resource $read
     * @param ?resource $write
     */
    private function wait($read, $write, float $seconds): bool
    {
        $fiber = Fiber::getCurrent() ?? throw new LogicException('only fibers wait');
        $this->waits[spl_object_id($fiber)] = new Wait($fiber, $read, $write, microtime(true) + $seconds);

        return Fiber::suspend() === true;
    }

    /** @return array{list<resource>, list<resource>} */
    private function select(): array
    {
        $read = array_values(array_filter(array_map(static fn(Wait $wait) => $wait->read, $this->waits)));
        $write = array_values(array_filter(array_map(static fn(Wait $wait) => $wait->write, $this->waits)));
        $seconds = max(0.0, min([INF, ...array_map(static fn(Wait $wait): float => $wait->due, array_values($this->waits))]) - microtime(true));
        $microseconds = (int) ceil(min($seconds, 3600.0) * 1e6);
        if ($read === [] && $write === []) {
            usleep($microseconds);

            return [[], []];
        }
        $except = null;
        stream_select($read, $write, $except, 0, $microseconds);

        return [$read, $write];
    }
}
