--TEST--
pcntl_fork() wherever code of the user's runs while a batch is advanced: the parent goes on, no child hangs
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../common.inc';

use PhotoLibrary\{Batch, EngineException, Palette, Parallelism};

const JOBS = 6;
const PATIENCE = 60;

/** Forks once, at the third call, and lets the child do what it is to do. */
final class Forker
{
    public ?int $child = null;
    public bool $isChild = false;
    public ?Batch $batch = null;
    private int $calls = 0;

    public function __construct(private readonly string $behaviour) {}

    public function reach(int $times = 3): void
    {
        if (++$this->calls !== $times) {
            return;
        }
        $pid = pcntl_fork();
        if ($pid !== 0) {
            $this->child = $pid;

            return;
        }
        $this->isChild = true;
        match ($this->behaviour) {
            'exits' => exit(0),
            'goes on' => null,
            'throws' => throw new LogicException('of the child'),
            'uses the batch' => $this->useBatch(),
            'drops the batch' => $this->batch = null,
            'makes its own' => $this->makeOwn(),
        };
    }

    private function useBatch(): void
    {
        try {
            $this->batch?->statistics();
            exit($this->batch === null ? 0 : 5);
        } catch (EngineException) {
        }
    }

    private function makeOwn(): never
    {
        foreach (has_processes() ? [Parallelism::sequential(), Parallelism::processes(1)] : [Parallelism::sequential()] as $parallelism) {
            foreach (PhotoLibrary\palettes([image('small.jpg'), image('tiny.jpg')], null, $parallelism) as $result) {
                $result instanceof Palette || exit(6);
            }
        }
        exit(0);
    }
}

/** @implements Iterator<int, string> */
final class Hooked implements Iterator
{
    private int $position = 0;

    public function __construct(private readonly Forker $forker, private readonly string $where) {}

    public function rewind(): void { $this->at('rewind', 1); }
    public function valid(): bool { $this->at('valid'); return $this->position < JOBS; }
    public function current(): string { $this->at('current'); return image('small.jpg'); }
    public function key(): int { $this->at('key'); return $this->position; }
    public function next(): void { ++$this->position; $this->at('next'); }

    private function at(string $where, int $times = 3): void
    {
        $where === $this->where && $this->forker->reach($times);
    }
}

final class HookedFile extends SplFileInfo
{
    public function __construct(string $path, private readonly Forker $forker) { parent::__construct($path); }
    public function getPathname(): string { $this->forker->reach(); return parent::getPathname(); }
}

final class HookedKey
{
    public function __construct(private readonly Forker $forker) {}
    public function __destruct() { $this->forker->reach(); }
}

function sources(string $place, Forker $forker): iterable
{
    return match ($place) {
        'generator' => (static function () use ($forker) {
            for ($i = 0; $i < JOBS; ++$i) {
                $forker->reach();
                yield $i => image('small.jpg');
            }
        })(),
        'tick' => (static function () use ($forker) {
            register_tick_function([$forker, 'reach'], 3);
            declare(ticks=1) {
                for ($i = 0; $i < JOBS; ++$i) {
                    yield $i => image('small.jpg');
                }
            }
            unregister_tick_function([$forker, 'reach']);
        })(),
        'getPathname' => array_map(static fn () => new HookedFile(image('small.jpg'), $forker), range(1, JOBS)),
        "a key's destructor" => (static function () use ($forker) {
            for ($i = 0; $i < JOBS; ++$i) {
                yield new HookedKey($forker) => image('small.jpg');
            }
        })(),
        'signal handler' => array_fill(0, JOBS, image('baseline.jpg')),
        default => new Hooked($forker, $place),
    };
}

/** @return string what went wrong; empty: nothing */
function cell(string $place, Parallelism $parallelism, string $behaviour): string
{
    $forker = new Forker($behaviour);
    $seen = 0;
    pcntl_async_signals(true);
    pcntl_signal(SIGUSR1, static fn () => $forker->reach(1));
    try {
        $forker->batch = PhotoLibrary\palettes(sources($place, $forker), null, $parallelism);
        if ($place === 'signal handler') {
            // While it waits, not while its loop runs; nor in a call that returns something, which PHP itself would leak.
            pcntl_sigprocmask(SIG_BLOCK, [SIGUSR1]);
            proc_close(proc_open('(sleep 0.01; kill -USR1 ' . getmypid() . ') &', [], $pipes));
            pcntl_sigprocmask(SIG_UNBLOCK, [SIGUSR1]);
        }
        foreach ($forker->batch as $key => $result) {
            $seen += $result instanceof Palette ? 1 : 0;
            unset($key);
        }
        for ($i = 0; $forker->child === null && $place === 'signal handler' && $i < 1000; ++$i) {
            usleep(1000); // on a machine so slow that the batch was faster
        }
    } catch (EngineException $exception) {
        $forker->isChild || throw $exception;
        exit(str_contains($exception->getMessage(), 'not to its fork') ? 0 : 4);
    } catch (LogicException) {
        exit($forker->isChild ? 0 : 7);
    }
    $forker->isChild && exit($place === 'signal handler' ? 0 : 3);
    pcntl_signal(SIGUSR1, SIG_IGN);

    return trim(($seen === JOBS ? '' : "{$seen} results ") . child($forker->child));
}

function child(?int $pid): string
{
    if ($pid === null) {
        return 'never forked';
    }
    for ($end = time() + PATIENCE; time() < $end; usleep(2000)) {
        if (pcntl_waitpid($pid, $status, WNOHANG) === $pid) {
            return match (true) {
                !pcntl_wifexited($status) => 'ended by signal ' . pcntl_wtermsig($status),
                pcntl_wexitstatus($status) !== 0 => 'ended with ' . pcntl_wexitstatus($status),
                default => '',
            };
        }
    }
    posix_kill($pid, SIGKILL);
    pcntl_waitpid($pid, $status);

    return 'hung';
}

$cells = 0;
$places = ['rewind', 'valid', 'current', 'key', 'next', 'generator', 'tick', 'getPathname', "a key's destructor", 'signal handler'];
foreach ($places as $place) {
    foreach (modes() as $mode => $parallelism) {
        foreach (['exits', 'goes on', 'throws', 'uses the batch', 'drops the batch', 'makes its own'] as $behaviour) {
            $wrong = cell($place, $parallelism, $behaviour);
            if ($wrong !== '') {
                echo "{$place}, {$mode}, the child {$behaviour}: {$wrong}\n";
            }
            ++$cells;
        }
    }
}
echo $cells / count(modes()), " cells in each mode\n";
?>
--EXPECT--
60 cells in each mode
