<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use Generator;
use PhotoLibrary\EngineException;
use PhotoLibrary\Failure;
use PhotoLibrary\FailureReason;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;
use PhotoLibrary\Tests\Support\Family;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

use function PhotoLibrary\palette;
use function PhotoLibrary\palettes;

require_once __DIR__ . '/../support/Family.php';

/** What a decoder does wrong costs one image at most. Needs the test build, in which files ask for faults. */
final class FaultsTest extends TestCase
{
    private string $folder;

    protected function setUp(): void
    {
        $this->folder = sys_get_temp_dir() . '/photolibrary-faults-' . getmypid();
        mkdir($this->folder);
    }

    protected function tearDown(): void
    {
        array_map(unlink(...), glob("{$this->folder}/*") ?: []);
        rmdir($this->folder);
    }

    /** @return iterable<string, array{string, FailureReason, ?string, int}> fault, reason, signal, attempts */
    public static function deadlyFaults(): iterable
    {
        yield 'a write to no memory' => ['segv', FailureReason::Crashed, 'SIGSEGV', 2];
        yield 'abort()' => ['abort', FailureReason::Crashed, 'SIGABRT', 2];
        yield 'a trap' => ['trap', FailureReason::Crashed, 'SIGTRAP', 2];
        yield 'an endless recursion' => ['stack', FailureReason::Crashed, 'SIGSEGV', 2];
        yield 'a trap, as GLib sets when memory runs out' => ['gabort', FailureReason::Crashed, 'SIGTRAP', 2];
        yield 'exit()' => ['exit 3', FailureReason::Crashed, null, 2];
        yield 'asleep for ever' => ['hang', FailureReason::Timeout, null, 1];
        yield 'busy for ever' => ['spin', FailureReason::Timeout, null, 1];
        yield 'slow, but listening' => ['slow 60000', FailureReason::Timeout, null, 1];
        yield 'a bomb' => ['allocate 20000000000', FailureReason::Memory, null, 1];
        yield 'a bomb above the budget' => ['allocate 1000000000', FailureReason::Memory, null, 1];
    }

    #[DataProvider('deadlyFaults')]
    public function testCostsOneImage(string $fault, FailureReason $reason, ?string $signal, int $attempts): void
    {
        $sources = array_fill(0, 24, $this->image('small.jpg'));
        $sources[7] = $this->fault($fault);
        $expected = palette($sources[0])->swatches;
        // Long enough for the others on a machine with much to do.
        $options = new PaletteOptions(timeout: $reason === FailureReason::Timeout ? 1.5 : 60.0);
        foreach ([Parallelism::processes(2), Parallelism::processes(1), Parallelism::processes(1, 2), Parallelism::processes(2, 2)] as $parallelism) {
            $where = json_encode($parallelism, JSON_THROW_ON_ERROR);
            $results = iterator_to_array(palettes($sources, $options, $parallelism));
            self::assertCount(24, $results, $where);
            $failure = $results[7];
            self::assertInstanceOf(Failure::class, $failure, $where);
            self::assertSame([$reason, $signal, $attempts], [$failure->reason, $failure->signal, $failure->attempts], "{$where}: {$failure->message}");
            self::assertSame($sources[7], $failure->source);
            self::assertStringContainsString($sources[7], $failure->message);
            unset($results[7]);
            foreach ($results as $result) {
                self::assertInstanceOf(Palette::class, $result, $where . ($result instanceof Failure ? $result->message : ''));
                self::assertEquals($expected, $result->swatches);
            }
        }
    }

    /** Threads that had nothing to do for a while and come back. */
    public function testAnIdleThreadDiesNoQuieter(): void
    {
        $sources = (function (): Generator {
            yield from array_fill(0, 20, $this->image('small.jpg'));
            usleep(300_000);
            yield $this->fault('trap');
            yield $this->fault('slow 500');
        })();
        $results = iterator_to_array(palettes($sources, parallelism: Parallelism::processes(1, 2), ordered: true), false);
        [$trapped, $slow] = \array_slice($results, 20);
        self::assertInstanceOf(Failure::class, $trapped);
        self::assertSame(['SIGTRAP', 2], [$trapped->signal, $trapped->attempts], $trapped->message);
        self::assertInstanceOf(Failure::class, $slow);
        self::assertSame(1, $slow->attempts, 'only the culprit is to blame');
    }

    /** A child may be dead already when the next image is given to it, and nobody knows yet. */
    public function testWhatIsGivenToADeadChildIsNotToBlame(): void
    {
        for ($round = 0; $round < 30; ++$round) {
            $sources = (function (): Generator {
                yield from array_fill(0, 4, $this->image('small.jpg'));
                usleep(20_000);
                yield $this->fault('trap');
                yield $this->fault('slow 1');
            })();
            $results = iterator_to_array(palettes($sources, parallelism: Parallelism::processes(1, 2), ordered: true), false);
            $slow = $results[5];
            self::assertInstanceOf(Failure::class, $slow);
            self::assertSame(1, $slow->attempts, "round {$round}");
        }
    }

    /** Also of a process that it was to start, and that so far nobody has heard of. */
    public function testAZygoteThatStandsStillIsReplaced(): void
    {
        $family = new Family((string) getenv('PHOTOLIBRARY_FAULTS_MODULE'));
        $sources = (function () use ($family): Generator {
            yield 'first' => $this->image('small.jpg');
            usleep(100_000);
            foreach ($family->zygotes() as $pid) {
                posix_kill($pid, SIGSTOP);
            }
            yield 'busy' => $this->fault('slow 1000');
            yield 'pending' => $this->image('small.jpg');
        })();
        $results = iterator_to_array(palettes($sources, parallelism: Parallelism::processes(2)));
        self::assertInstanceOf(Palette::class, $results['first'] ?? null);
        self::assertInstanceOf(Failure::class, $results['busy'] ?? null);
        self::assertInstanceOf(Palette::class, $results['pending'] ?? null);
    }

    public function testALeakIsMadeGood(): void
    {
        $leak = $this->fault('leak 50000000');
        $sources = [];
        for ($i = 0; $i < 40; ++$i) {
            $sources[] = $leak;
            $sources[] = $this->image('photo.tif');
        }
        foreach ([Parallelism::processes(2), Parallelism::processes(1, 2)] as $parallelism) {
            foreach ($this->results($sources, $parallelism) as $number => $result) {
                if ($number % 2 === 1) {
                    self::assertInstanceOf(Palette::class, $result, $result instanceof Failure ? $result->message : '');
                } else {
                    self::assertInstanceOf(Failure::class, $result);
                    self::assertStringContainsString('leaked', $result->message);
                }
            }
        }
    }

    public function testWhoShoutsIsHeardOut(): void
    {
        $sources = [$this->fault('shout 5000000'), $this->image('small.jpg'), $this->fault('shout 5000000'), $this->image('small.jpg')];
        $results = $this->results($sources, Parallelism::processes(1));
        self::assertInstanceOf(Failure::class, $results[0]);
        self::assertStringContainsString('shouted', $results[0]->message);
        self::assertInstanceOf(Palette::class, $results[3]);
    }

    /** Nothing but crashes, one after another: that is no longer the fault of the images. */
    #[DataProvider('storms')]
    public function testAStormEndsTheBatch(Parallelism $parallelism, bool $ordered): void
    {
        $batch = palettes(array_fill(0, 100, $this->fault('segv')), parallelism: $parallelism, ordered: $ordered);
        $reasons = [];
        $message = '';
        try {
            foreach ($batch as $result) {
                self::assertInstanceOf(Failure::class, $result);
                $reasons[$result->reason->value] = ($reasons[$result->reason->value] ?? 0) + 1;
            }
        } catch (EngineException $exception) {
            $message = $exception->getMessage();
        }
        self::assertNotSame('', $message, 'no exception ended the batch');
        self::assertStringContainsString('SIGSEGV', $message);
        self::assertSame(['cancelled', 'crashed'], self::sorted(array_keys($reasons)));
        $statistics = $batch->statistics();
        self::assertSame($statistics->pulled, array_sum($reasons));
        self::assertSame($statistics->pulled, $statistics->failed);
        self::assertSame(0, $statistics->inFlight);
        self::assertLessThan(100, $statistics->pulled);
        // The next batch has nothing to do with it.
        self::assertInstanceOf(Palette::class, $this->results([$this->image('small.jpg')], $parallelism)[0]);
    }

    /** @return iterable<string, array{Parallelism, bool}> */
    public static function storms(): iterable
    {
        yield 'one process' => [Parallelism::processes(1), false];
        yield 'three processes' => [Parallelism::processes(3), false];
        yield 'threads inside, ordered' => [Parallelism::processes(2, 2), true];
    }

    /** @return iterable<string, array{string}> */
    public static function attempts(): iterable
    {
        yield 'to read' => ['open /etc/passwd'];
        yield 'to read what PHP may read' => ['open ' . __FILE__];
        yield 'to read the memory of PHP' => ['open /proc/' . getmypid() . '/mem'];
        yield 'to write' => ['write ' . sys_get_temp_dir() . '/photolibrary-written'];
        yield 'to open a socket' => ['socket'];
        yield 'to connect' => ['connect'];
        yield 'to run a program' => ['exec /bin/true'];
        yield 'to fork' => ['fork'];
        yield 'to signal PHP' => ['kill ' . getmypid()];
        yield 'to signal the first process' => ['kill 1'];
    }

    #[DataProvider('attempts')]
    public function testIsRefusedTheAttempt(string $attempt): void
    {
        $fault = $this->fault($attempt);
        foreach ([Parallelism::processes(1), Parallelism::processes(1, 2)] as $parallelism) {
            $failure = $this->results([$fault], $parallelism)[0];
            self::assertInstanceOf(Failure::class, $failure);
            self::assertSame(FailureReason::Internal, $failure->reason, $failure->message);
            self::assertMatchesRegularExpression('/ (EACCES|EPERM)$/', $failure->message);
        }
        self::assertFileDoesNotExist(sys_get_temp_dir() . '/photolibrary-written');
    }

    /** So that a refusal above means something. */
    public function testTheSameIsAllowedInPhpItself(): void
    {
        foreach (['open ' . __FILE__, 'socket', 'fork', 'kill ' . getmypid()] as $attempt) {
            $failure = $this->results([$this->fault($attempt)], Parallelism::sequential())[0];
            self::assertInstanceOf(Failure::class, $failure);
            self::assertStringEndsWith(' allowed', $failure->message);
        }
    }

    /** A hang holds nobody up, and has no effect on the deadlines of others. */
    public function testHangsAmongManyWithABusyLoop(): void
    {
        $sources = [];
        for ($i = 0; $i < 60; ++$i) {
            $sources[] = $i % 20 === 10 ? $this->fault('hang') : Source::path($this->image('small.jpg'));
        }
        $reasons = [];
        foreach (palettes($sources, new PaletteOptions(timeout: 2.0), Parallelism::processes(2)) as $number => $result) {
            usleep(20_000);
            self::assertArrayHasKey($number, $sources);
            if ($result instanceof Failure) {
                $reasons[$number] = $result->reason->value;
            }
        }
        ksort($reasons);
        self::assertSame([10 => 'timeout', 30 => 'timeout', 50 => 'timeout'], $reasons);
    }

    // ---- helpers

    private function fault(string $fault): string
    {
        $path = $this->folder . '/' . strtr($fault, ' /', '__') . '.jpg';
        file_put_contents($path, "PHOTOLIBRARY FAULT {$fault}\n");

        return $path;
    }

    private function image(string $name): string
    {
        return getenv('PHOTOLIBRARY_TEST_IMAGES') . '/' . $name;
    }

    /**
     * @param list<string> $sources
     * @return list<Palette|Failure>
     */
    private function results(array $sources, Parallelism $parallelism): array
    {
        return iterator_to_array(palettes($sources, new PaletteOptions(timeout: 60.0), $parallelism, true), false);
    }

    /**
     * @param list<string> $list
     * @return list<string>
     */
    private static function sorted(array $list): array
    {
        sort($list);

        return $list;
    }
}
