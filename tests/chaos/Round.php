<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use DomainException;
use Fiber;
use Generator;
use PhotoLibrary\Batch;
use PhotoLibrary\EngineException;
use PhotoLibrary\Failure;
use PhotoLibrary\Mode;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Statistics;
use PhotoLibrary\Tests\Support\Family;

use function PhotoLibrary\palettes;

/** One batch, with all that its plan does to it; says what came of it, or throws a Violation. */
final class Round
{
    /** Deaths in a row that may end a batch, at least. */
    private const STORM = 5;

    /** @var array<string, string> results, described, by key */
    private array $results = [];

    private bool $hungry = false;

    private ?string $storm = null;

    /** @var array<string, int> */
    private array $sabotage = [];

    /** @param int $descriptors that this process may hold when no batch runs */
    public function __construct(
        private readonly Plan $plan,
        private readonly Corpus $corpus,
        private readonly Family $family,
        private readonly int $descriptors,
    ) {}

    /** @return array{results: array<string, int>, sabotage: array<string, int>} results by reason, acts of sabotage */
    public function run(): array
    {
        $saboteur = $this->plan->sabotage === [] ? null : new SaboteurProcess($this->plan, $this->family);
        try {
            $statistics = $this->runBatch();
        } catch (EngineException $exception) {
            $this->storm = $exception->getMessage();
            $statistics = null;
        } finally {
            $this->sabotage = $saboteur?->stop() ?? [];
        }
        $this->judgeStatistics($statistics);
        $this->judgeResults();
        $this->judgeProcess();

        return ['results' => $this->resultsByReason(), 'sabotage' => $this->sabotage];
    }

    // ---- the batch

    private function runBatch(): Statistics
    {
        $batch = $this->batch();
        $this->plan->behaviour === 'fiber' ? $this->inFiber($batch) : $this->iterate($batch);

        return $batch->statistics();
    }

    private function batch(): Batch
    {
        return palettes($this->sources(), new PaletteOptions(timeout: $this->plan->timeout), $this->plan->parallelism, $this->plan->ordered);
    }

    /** @return Generator<string, string|\PhotoLibrary\Source> */
    private function sources(): Generator
    {
        foreach ($this->plan->items as $number => $item) {
            if ($this->plan->behaviour === 'throw in the sources' && $number === $this->plan->moment) {
                throw new DomainException('from the sources');
            }
            yield "{$number}: {$item->name}" => ($item->source)();
        }
    }

    private function iterate(Batch $batch): void
    {
        try {
            foreach ($batch as $key => $result) {
                $this->take($key, $result);
                if ($this->behave($batch, \count($this->results))) {
                    break;
                }
            }
        } catch (DomainException $exception) {
            $this->require(str_starts_with($this->plan->behaviour, 'throw'), "unexpected: {$exception->getMessage()}");
        } catch (EngineException $exception) {
            $this->storm = $exception->getMessage();
        }
    }

    private function take(mixed $key, Palette|Failure $result): void
    {
        if (!\is_string($key) || isset($this->results[$key])) {
            throw new Violation('a key that came twice or was never given: ' . json_encode($key));
        }
        $this->results[$key] = Corpus::describe($result);
    }

    /** True to leave the loop. */
    private function behave(Batch $batch, int $taken): bool
    {
        $now = $taken === $this->plan->moment;
        match ($this->plan->behaviour) {
            'sleep' => usleep($taken % 4 === 0 ? 30_000 : 0),
            'throw in the loop' => $now ? throw new DomainException('from the loop') : null,
            'nested' => $now ? $this->nest() : null,
            'stop' => $now ? $batch->stop() : null,
            'fork' => $now ? $this->fork($batch) : null,
            'no descriptors' => $now ? $this->exhaustDescriptors() : null,
            'signals' => posix_kill(posix_getpid(), SIGUSR1),
            default => null,
        };

        return $now && $this->plan->behaviour === 'break';
    }

    /** Suspended with every result; abandoned in the middle by every second plan. */
    private function inFiber(Batch $batch): void
    {
        $fiber = new Fiber(function () use ($batch): void {
            try {
                foreach ($batch as $key => $result) {
                    $this->take($key, $result);
                    Fiber::suspend();
                }
            } catch (EngineException $exception) {
                $this->storm = $exception->getMessage();
            }
        });
        $fiber->start();
        while (!$fiber->isTerminated() && !($this->plan->seed % 2 === 0 && \count($this->results) >= $this->plan->moment)) {
            $fiber->resume();
        }
    }

    private function nest(): void
    {
        $items = \array_slice($this->corpus->good, 0, 6);
        $sources = array_map(static fn(Item $item) => ($item->source)(), $items);
        try {
            foreach (palettes($sources, new PaletteOptions(timeout: $this->plan->timeout), $this->plan->parallelism) as $number => $result) {
                $item = $items[$number] ?? throw new Violation('a nested batch changes keys');
                $description = Corpus::describe($result);
                $this->require($this->plan->sabotage !== [] || $description === $item->expected[0], "nested, {$item->name}: {$description}");
            }
        } catch (EngineException $exception) {
            $this->storm = $exception->getMessage();
        }
    }

    private function fork(Batch $batch): void
    {
        $pid = pcntl_fork();
        if ($pid === 0) {
            exit($this->asFork($batch));
        }
        pcntl_waitpid($pid, $status);
        $status = \is_int($status) ? $status : 0;
        $how = pcntl_wifexited($status) ? 'exit ' . pcntl_wexitstatus($status) : 'signal ' . pcntl_wtermsig($status);
        $this->require($how === 'exit 0', "the fork's child ended with {$how}");
    }

    /** The child may not use the batch, and makes one of its own: its exit status. */
    private function asFork(Batch $batch): int
    {
        try {
            $batch->statistics();

            return 3;
        } catch (EngineException) {
        }
        $item = $this->corpus->good[0];
        try {
            $own = iterator_to_array(palettes([($item->source)()], null, $this->ownParallelism()), false);

            return $this->plan->sabotage !== [] || Corpus::describe($own[0]) === $item->expected[0] ? 0 : 4;
        } catch (EngineException) {
            return $this->plan->sabotage !== [] ? 0 : 5;
        }
    }

    /** Threads cannot run in a child that was forked while threads were running. */
    private function ownParallelism(): Parallelism
    {
        return $this->plan->parallelism->mode === Mode::Processes ? Parallelism::processes(1) : Parallelism::sequential();
    }

    private function exhaustDescriptors(): void
    {
        $this->hungry = true;
        $held = [];
        while (($handle = @fopen('/dev/null', 'r')) !== false) {
            $held[] = $handle;
        }
        usleep(100_000);
        array_map(fclose(...), $held);
    }

    // ---- what must be true afterwards

    /** Whether the plan leaves results behind that nobody takes. */
    private function isCutShort(): bool
    {
        return \in_array($this->plan->behaviour, ['break', 'throw in the loop', 'throw in the sources', 'fiber'], true);
    }

    /** @param ?Statistics $statistics null if the batch could not even begin */
    private function judgeStatistics(?Statistics $statistics): void
    {
        [$pulled, $delivered, $inFlight] = $statistics === null ? [0, 0, 0]
            : [$statistics->pulled, $statistics->succeeded + $statistics->failed, $statistics->inFlight];
        $this->require($pulled === $delivered + $inFlight, "{$pulled} were pulled, {$delivered} delivered, {$inFlight} are in flight");
        if (!$this->isCutShort()) {
            $this->require($inFlight === 0, "{$inFlight} are still in flight");
            $this->require($pulled === \count($this->results), "{$pulled} were pulled, not " . \count($this->results));
        }
    }

    private function judgeResults(): void
    {
        $count = \count($this->plan->items);
        if (!$this->isCutShort() && $this->plan->behaviour !== 'stop' && $this->storm === null) {
            $this->require(\count($this->results) === $count, \count($this->results) . " results of {$count} images");
        }
        if ($this->plan->ordered) {
            $numbers = array_map(intval(...), array_keys($this->results));
            $sorted = $numbers;
            sort($sorted);
            $this->require($numbers === $sorted, 'the results are out of order');
        }
        foreach ($this->results as $key => $description) {
            $item = $this->plan->items[(int) $key];
            $this->require(\in_array($description, $item->expected, true) || $this->isExcused($description, $item), "{$key}: {$description}");
        }
        $this->require($this->crashesOfGoodOnes() <= $this->acts('kill', 'segv', 'kill zygote'), 'more crashed than were killed');
        $deaths = 2 * $this->plan->deadly + $this->acts('kill', 'segv', 'kill zygote', 'freeze', 'freeze zygote', 'pause zygote');
        // A zygote that is killed whenever it starts cannot be started.
        $excused = $deaths >= self::STORM || $this->hungry || $this->acts('kill zygote') > 1;
        $this->require($this->storm === null || $excused, "the batch ended: {$this->storm}");
    }

    /** Whether what was done in this round may have led to such a result. */
    private function isExcused(string $description, Item $item): bool
    {
        return match (true) {
            $description === 'cancelled' => $this->plan->behaviour === 'stop' || $this->storm !== null || $this->mayHaveMissedTheStorm(),
            str_starts_with($description, 'crashed') => $this->acts('kill', 'segv', 'kill zygote') > 0,
            $description === 'timeout' => $this->acts('pause', 'freeze', 'flicker', 'pause zygote', 'freeze zygote') > 0,
            default => false,
        };
    }

    /** What was cancelled comes out before the exception that says why: who leaves early sees only the former. */
    private function mayHaveMissedTheStorm(): bool
    {
        return $this->isCutShort() && $this->acts('kill', 'segv', 'kill zygote', 'freeze', 'freeze zygote') > 0;
    }

    private function crashesOfGoodOnes(): int
    {
        $crashed = array_filter(
            $this->results,
            fn(string $description, string $key): bool => str_starts_with($description, 'crashed') && !$this->plan->items[(int) $key]->deadly,
            ARRAY_FILTER_USE_BOTH,
        );

        return \count($crashed);
    }

    private function acts(string ...$acts): int
    {
        return array_sum(array_intersect_key($this->sabotage, array_flip($acts)));
    }

    private function judgeProcess(): void
    {
        $patience = Plan::patience();
        $left = Family::awaitNone($this->family->decoders(...), 3.0 * $patience);
        $this->require($left === [], 'decoders that are still there: ' . implode(' ', $left));
        // The children of one that was killed are orphans for the moment that they take to end.
        $left = Family::awaitNone(fn(): array => \array_slice($this->family->zygotes(), 1), 3.0 * $patience);
        $this->require($left === [], 'more than one zygote: ' . implode(' ', $left));
        $after = self::descriptors();
        $this->require(\count($after) <= $this->descriptors, "more descriptors than {$this->descriptors}: " . implode(' ', $after));
        $this->require(preg_grep('/memfd/', $after) === [], 'memory files: ' . implode(' ', $after));
        $this->require(pcntl_waitpid(-1, $status, WNOHANG) === -1 && pcntl_get_last_error() === PCNTL_ECHILD, 'there is a child to wait for');
        $threads = \count(glob('/proc/self/task/*') ?: []);
        $this->require($threads === 1, "{$threads} threads are left");
        if ($this->plan->seed % 16 === 0) {
            $left = Family::awaitNone($this->family->zygotes(...), 6.0 * $patience);
            $this->require($left === [], 'zygotes with nothing to do are still there: ' . implode(' ', $left));
        }
    }

    /** @return list<string> what this process holds open */
    public static function descriptors(): array
    {
        $descriptors = [];
        foreach (glob('/proc/self/fd/*') ?: [] as $link) {
            $target = @readlink($link);
            if ($target !== false) {
                $descriptors[] = basename($link) . '=' . $target;
            }
        }

        return $descriptors;
    }

    /** @return array<string, int> */
    private function resultsByReason(): array
    {
        $reasons = [];
        foreach ($this->results as $description) {
            $reason = $description[0] === '[' ? 'palettes' : (string) preg_replace('/[: ].*/', '', $description);
            $reasons[$reason] = ($reasons[$reason] ?? 0) + 1;
        }

        return $reasons;
    }

    private function require(bool $kept, string $promise): void
    {
        $kept || throw new Violation($promise);
    }
}
