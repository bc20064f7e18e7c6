<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PhotoLibrary\Tests\Support\Family;
use Random\Engine\Mt19937;
use Random\Randomizer;

/**
 * A second process that kills, stops and slows those of the engine until its STDIN ends, and then lets go of what it has
 * stopped and prints what it did.
 */
final class Saboteur
{
    private readonly Randomizer $random;

    /** @var array<string, int> how often each act had a victim */
    private array $done = [];

    /** @var array<int, int> when the stopped ones go on, by process id, in ns */
    private array $stopped = [];

    /** @param list<string> $acts */
    public function __construct(private readonly Family $family, int $seed, private readonly array $acts, private readonly int $pace)
    {
        $this->random = new Randomizer(new Mt19937($seed));
    }

    public function run(): void
    {
        while (!$this->isOver()) {
            $this->act($this->acts[$this->random->getInt(0, \count($this->acts) - 1)]);
            $this->release(hrtime(true));
        }
        $this->release(PHP_INT_MAX);
        echo json_encode($this->done, JSON_THROW_ON_ERROR | JSON_FORCE_OBJECT);
    }

    /** Waits a little meanwhile. */
    private function isOver(): bool
    {
        $read = [STDIN];
        $none = [];

        return stream_select($read, $none, $none, 0, $this->random->getInt(500, $this->pace * 1000)) !== 0;
    }

    private function act(string $act): void
    {
        $victims = str_ends_with($act, ' zygote') ? $this->family->zygotes() : $this->family->decoders();
        if ($victims === []) {
            return;
        }
        $victim = $victims[$this->random->getInt(0, \count($victims) - 1)];
        $done = match ($act) {
            'kill', 'kill zygote' => posix_kill($victim, SIGKILL),
            'segv' => posix_kill($victim, SIGSEGV),
            'pause', 'pause zygote' => $this->stop($victim, $this->random->getInt(10, 400)),
            'freeze' => $this->stop($victim, 1_000_000),
            // Once: it takes seconds until it is given up, and so would each one after it.
            'freeze zygote' => !isset($this->done[$act]) && $this->stop($victim, 1_000_000),
            'flicker' => $this->flicker($victim),
            'renice' => @pcntl_setpriority(19, $victim),
            default => false,
        };
        $this->done[$act] = ($this->done[$act] ?? 0) + (int) $done;
    }

    /** Who is stopped already goes on when it was meant to: a pause is no freeze. */
    private function stop(int $victim, int $milliseconds): bool
    {
        if (isset($this->stopped[$victim])) {
            return false;
        }
        $this->stopped[$victim] = hrtime(true) + $milliseconds * 1_000_000;

        return posix_kill($victim, SIGSTOP);
    }

    /** Now it runs, now it does not. */
    private function flicker(int $victim): bool
    {
        for ($i = 0; $i < 5; ++$i) {
            posix_kill($victim, SIGSTOP);
            usleep($this->random->getInt(100, 3000));
            posix_kill($victim, SIGCONT);
            usleep($this->random->getInt(100, 1000));
        }

        return true;
    }

    private function release(int $now): void
    {
        foreach ($this->stopped as $pid => $end) {
            if ($end <= $now) {
                posix_kill($pid, SIGCONT);
                unset($this->stopped[$pid]);
            }
        }
    }
}
