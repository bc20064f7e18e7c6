<?php

declare(strict_types=1);

namespace PhotoLibrary\Cli;

use PhotoLibrary\Mode;
use PhotoLibrary\Parallelism;

/**
 * The parallelism that --strategy, --parallel and --workers ask for.
 */
final readonly class ParallelismChoice
{
    /** Threads at once, over all processes. */
    private const MAX = 256;

    /** @param bool $isAutomatic nobody asked for this, so something else will do where it cannot run */
    private function __construct(public Parallelism $parallelism, public bool $isAutomatic) {}

    /** @throws UsageError */
    public static function fromOptions(Options $options): self
    {
        $strategy = $options->choice('strategy', Strategy::Auto);
        $processes = $options->count('parallel', self::MAX);
        $workers = $options->count('workers', self::MAX);
        self::refuseContradiction($strategy, 'parallel', $processes, wanted: Mode::Processes);
        self::refuseContradiction($strategy, 'workers', $workers, wanted: Mode::Workers);
        $mode = $strategy->mode();
        if ($mode === null && $processes === null && $workers === null) {
            return new self(Parallelism::detect(), true);
        }

        return new self(match ($mode ?? self::modeOf($processes, $workers)) {
            Mode::Processes => self::processes($processes, $workers),
            Mode::Workers => Parallelism::workers(\is_int($workers) ? $workers : null),
            Mode::Sequential => Parallelism::sequential(),
        }, false);
    }

    /**
     * @param int|'auto'|null $processes
     * @param int|'auto'|null $workers
     */
    private static function modeOf(int|string|null $processes, int|string|null $workers): Mode
    {
        return match (true) {
            !\in_array($processes, [null, 0], true) => Mode::Processes,
            !\in_array($workers, [null, 0], true) => Mode::Workers,
            default => Mode::Sequential,
        };
    }

    /**
     * A forced mode wants its own count not to be 0. The others' must be nothing or 0, but for threads in processes.
     *
     * @param int|'auto'|null $count
     */
    private static function refuseContradiction(Strategy $strategy, string $option, int|string|null $count, Mode $wanted): void
    {
        $mode = $strategy->mode();
        $contradicts = match (true) {
            $mode === null, $count === null => false,
            $mode === $wanted => $count === 0,
            $mode === Mode::Processes => false,
            default => $count !== 0,
        };
        if ($contradicts) {
            /* translators: 1: value of an option, 2: name of an option, 3: its value. */
            throw new UsageError(new Text('--strategy=%1$s contradicts --%2$s=%3$s.', $strategy->value, $option, (string) $count));
        }
    }

    /**
     * "auto" for one of them is what the other leaves of the processors; processes without a number of threads have one.
     *
     * @param int|'auto'|null $processes
     * @param int|'auto'|null $workers
     */
    private static function processes(int|string|null $processes, int|string|null $workers): Parallelism
    {
        $cpus = min(Parallelism::usableCpus(), self::MAX);
        $threads = match (true) {
            \is_int($workers) => max(1, $workers),
            $workers === 'auto' && \is_int($processes) => max(1, intdiv($cpus, $processes)),
            default => 1,
        };
        $count = \is_int($processes) ? $processes : max(1, intdiv($cpus, $threads));
        if ($count * $threads > self::MAX) {
            throw new UsageError(new Text(
                /* translators: 1, 2, 3 and 4: numbers. */
                '--parallel=%1$d with --workers=%2$d makes %3$d threads; at most %4$d are possible.',
                $count,
                $threads,
                $count * $threads,
                self::MAX,
            ));
        }

        return Parallelism::processes($count, $threads);
    }
}
