<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PhotoLibrary\Mode;
use PhotoLibrary\Parallelism;
use Random\Engine\Mt19937;
use Random\Randomizer;

/** What happens in one round: all of it follows from the seed. */
final class Plan
{
    /** What the loop body and the sources do. */
    private const BEHAVIOURS = [
        'none', 'none', 'none', 'sleep', 'sleep', 'break', 'throw in the loop', 'throw in the sources', 'nested', 'stop', 'fork', 'no descriptors',
        'signals', 'fiber',
    ];

    /** What is done to the processes of the engine meanwhile. */
    private const SABOTAGE = ['kill', 'segv', 'pause', 'freeze', 'flicker', 'renice', 'kill zygote', 'pause zygote', 'freeze zygote'];

    public readonly Parallelism $parallelism;

    public readonly bool $ordered;

    /** Seconds; short if something will hang. */
    public readonly float $timeout;

    public readonly string $behaviour;

    /** The result at which the behaviour shows. */
    public readonly int $moment;

    /** @var list<string> */
    public readonly array $sabotage;

    /** Milliseconds between two acts of sabotage, at most. */
    public readonly int $pace;

    /** @var list<Item> */
    public readonly array $items;

    /** How many items end their decoder. */
    public readonly int $deadly;

    public function __construct(public readonly int $seed, Mode $mode, Corpus $corpus)
    {
        $random = new Randomizer(new Mt19937($seed));
        $this->parallelism = match ($mode) {
            Mode::Processes => Parallelism::processes($random->getInt(1, 4), $random->getInt(1, 2)),
            Mode::Workers => Parallelism::workers($random->getInt(1, 4)),
            Mode::Sequential => Parallelism::sequential(),
        };
        $isolated = $mode === Mode::Processes;
        $this->ordered = $random->getInt(0, 1) === 1;
        $this->behaviour = self::BEHAVIOURS[$random->getInt(0, \count(self::BEHAVIOURS) - 1)];
        $this->sabotage = $isolated && $random->getInt(0, 2) > 0 ? $this->some($random, self::SABOTAGE) : [];
        $this->pace = $random->getInt(2, 60);
        $deadly = $isolated && $random->getInt(0, 2) === 0 ? $random->getInt(1, 3) : 0;
        $items = [];
        for ($count = $random->getInt(1, 50); $count > 0; --$count) {
            $items[] = $this->pick($random, match ($random->getInt(0, 9)) {
                0 => $corpus->faults,
                1, 2 => $corpus->bad,
                default => $corpus->good,
            });
        }
        for ($count = 0; $count < $deadly; ++$count) {
            $items[] = $this->pick($random, $corpus->deadly);
        }
        $this->deadly = $deadly;
        /** @var list<Item> $items */
        $items = $random->shuffleArray($items);
        $this->items = $items;
        $this->moment = $random->getInt(1, \count($items));
        $this->timeout = $deadly > 0 || array_intersect($this->sabotage, ['pause', 'freeze', 'flicker', 'freeze zygote']) !== [] ? 4.0 * self::patience() : 60.0;
    }

    public function __toString(): string
    {
        return \sprintf(
            '%s×%d×%d, %d images, %s, behaviour: %s at %d, sabotage: %s every %d ms',
            $this->parallelism->mode->value,
            $this->parallelism->processes,
            $this->parallelism->workers,
            \count($this->items),
            $this->ordered ? 'ordered' : 'as finished',
            $this->behaviour,
            $this->moment,
            $this->sabotage === [] ? 'none' : implode(', ', $this->sabotage),
            $this->pace,
        );
    }

    /** How many times as long as on an idle machine anything may take on this one, now. Also without the extension. */
    public static function patience(): float
    {
        return max(1.0, (sys_getloadavg() ?: [0.0])[0] / max(1, (int) shell_exec('nproc')));
    }

    /** @param list<Item> $items */
    private function pick(Randomizer $random, array $items): Item
    {
        return $items[$random->getInt(0, \count($items) - 1)];
    }

    /**
     * @param list<string> $choices
     * @return list<string>
     */
    private function some(Randomizer $random, array $choices): array
    {
        $some = array_filter($choices, static fn(): bool => $random->getInt(0, 2) === 0);

        return $some === [] ? [$choices[$random->getInt(0, \count($choices) - 1)]] : array_values($some);
    }
}
