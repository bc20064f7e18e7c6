<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use DomainException;
use Fiber;
use Generator;
use PhotoLibrary\EngineException;
use PhotoLibrary\Failure;
use PhotoLibrary\FailureReason;
use PhotoLibrary\HttpBatch;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\HttpResponse;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;
use PHPUnit\Framework\Attributes\DataProvider;
use RuntimeException;
use TypeError;

use function PhotoLibrary\palettes;

/** Ways to leave a batch, and to wait for it. */
final class LifecycleTest extends NetworkTestCase
{
    /** @return Generator<int, HttpRequest> */
    private function requests(int $count, string $path = '/late'): Generator
    {
        for ($i = 0; $i < $count; ++$i) {
            yield new HttpRequest($this->faults->url($path));
        }
    }

    private function batch(int $count = 200, string $path = '/late'): HttpBatch
    {
        return (new HttpPool(self::options(concurrency: 8, perHost: 8)))->sendAll($this->requests($count, $path));
    }

    // ---- ways to leave

    public function testBreak(): void
    {
        foreach ($this->batch() as $result) {
            self::response($result);
            break;
        }
    }

    public function testUnset(): void
    {
        $batch = $this->batch(20, '/stall');
        self::assertFalse($batch->isReady());
        self::assertGreaterThan(0, $batch->statistics()->pulled);
        unset($batch);
    }

    public function testABatchThatWasNeverAsked(): void
    {
        $this->batch();
        palettes([Source::url($this->faults->url('/stall'))], self::paletteOptions(), Parallelism::workers(1));
    }

    public function testAPoolMayGoBeforeItsBatch(): void
    {
        $pool = new HttpPool(self::options());
        $batch = $pool->sendAll($this->requests(10));
        unset($pool);
        self::assertCount(10, iterator_to_array($batch));
    }

    public function testAnExceptionInTheLoop(): void
    {
        $this->expectException(DomainException::class);
        foreach ($this->batch() as $_) {
            throw new DomainException('from the loop');
        }
    }

    /** What was pulled before is not lost, and nothing more is asked for. */
    public function testAnExceptionInTheSources(): void
    {
        $requests = (function (): Generator {
            yield from $this->requests(5);
            throw new DomainException('from the sources');
        })();
        $thrown = '';
        try {
            foreach ((new HttpPool(self::options(concurrency: 2)))->sendAll($requests) as $_);
        } catch (DomainException $exception) {
            $thrown = $exception->getMessage();
        }
        self::assertSame('from the sources', $thrown);
    }

    /** @return iterable<string, array{mixed}> */
    public static function wrongSources(): iterable
    {
        yield 'a string' => ['http://127.0.0.1/'];
        yield 'null' => [null];
        yield 'a source of palettes' => [Source::bytes('x')];
    }

    #[DataProvider('wrongSources')]
    public function testWhatIsNoRequestEndsTheIteration(mixed $wrong): void
    {
        $this->expectException(TypeError::class);
        $this->expectExceptionMessage('the culprit');
        /** @var array<string, HttpRequest> $requests */
        $requests = ['good' => new HttpRequest($this->faults->url('/image')), 'the culprit' => $wrong];
        iterator_to_array((new HttpPool(self::options()))->sendAll($requests));
    }

    public function testStop(): void
    {
        $batch = $this->batch(1000);
        $answered = $cancelled = 0;
        foreach ($batch as $result) {
            if ($result instanceof HttpResponse) {
                ++$answered;
            } else {
                self::assertSame([FailureReason::Cancelled, 0], [$result->reason, $result->attempts]);
                ++$cancelled;
            }
            if ($answered === 3) {
                $batch->stop();
            }
        }
        $statistics = $batch->statistics();
        self::assertSame([$statistics->pulled, 0], [$answered + $cancelled, $statistics->inFlight]);
        self::assertLessThan(200, $statistics->pulled);
        self::assertCount($answered, $this->faults->journal()->of('/late'));
    }

    public function testStopOfPalettes(): void
    {
        foreach (self::modes() as $name => $mode) {
            $sources = (function (): Generator {
                for ($i = 0; $i < 1000; ++$i) {
                    yield Source::url($this->faults->url('/late'));
                }
            })();
            $batch = palettes($sources, self::paletteOptions(), $mode);
            $count = 0;
            foreach ($batch as $result) {
                if ($result instanceof Failure) {
                    self::assertSame(FailureReason::Cancelled, $result->reason, "{$name}: {$result->message}");
                }
                if (++$count === 3) {
                    $batch->stop();
                }
            }
            self::assertSame([$count, 0], [$batch->statistics()->pulled, $batch->statistics()->inFlight], $name);
            self::assertLessThan(200, $count, $name);
        }
    }

    public function testASecondRewind(): void
    {
        $batch = $this->batch(3);
        self::assertCount(3, iterator_to_array($batch));
        $this->expectException(EngineException::class);
        $batch->rewind();
    }

    public function testManyBatchesAndPools(): void
    {
        for ($i = 0; $i < 100; ++$i) {
            $pool = new HttpPool(self::options());
            self::assertCount(3, iterator_to_array($pool->sendAll([1 => new HttpRequest($this->faults->url('/bytes')), new HttpRequest($this->faults->url('/reset')), new HttpRequest($this->faults->url('/image', 'other'))])));
        }
    }

    // ---- ways to wait

    public function testStreamSelect(): void
    {
        $batch = $this->batch(30);
        $count = 0;
        while ($count < 30) {
            if (!$batch->isReady()) {
                $read = [$batch->stream()];
                $write = $except = null;
                self::assertSame(1, stream_select($read, $write, $except, 60), 'nothing came for a minute');
                continue;
            }
            self::assertTrue($batch->valid());
            self::response($batch->current());
            $batch->next();
            ++$count;
        }
        self::assertFalse($batch->valid());
    }

    public function testStreamSelectOfPalettes(): void
    {
        $sources = array_map(Source::url(...), array_fill(0, 20, $this->faults->url('/late')));
        foreach (array_diff_key(self::modes(), ['sequential' => true]) as $mode) {
            $batch = palettes($sources, self::paletteOptions(), $mode);
            for ($count = 0; $count < 20;) {
                if (!$batch->isReady()) {
                    $read = [$batch->stream()];
                    $write = $except = null;
                    self::assertSame(1, stream_select($read, $write, $except, 60), 'nothing came for a minute');
                    continue;
                }
                self::assertTrue($batch->valid());
                self::palette($batch->current());
                $batch->next();
                ++$count;
            }
        }
    }

    public function testIsReadyNeverWaits(): void
    {
        $batch = $this->batch(8, '/stall');
        $start = hrtime(true);
        for ($i = 0; $i < 1000; ++$i) {
            self::assertFalse($batch->isReady());
        }
        self::assertLessThan(30e9, hrtime(true) - $start);
    }

    public function testFibers(): void
    {
        $seen = [];
        $fibers = [];
        foreach (['a', 'b', 'c'] as $name) {
            $fibers[] = new Fiber(function () use ($name, &$seen): void {
                foreach ($this->batch(10) as $result) {
                    self::response($result);
                    $seen[] = $name;
                    Fiber::suspend();
                }
            });
        }
        foreach ($fibers as $fiber) {
            $fiber->start();
        }
        while ($fibers !== []) {
            foreach ($fibers as $i => $fiber) {
                if ($fiber->isTerminated()) {
                    unset($fibers[$i]);
                } else {
                    $fiber->resume();
                }
            }
        }
        self::assertSame(['a' => 10, 'b' => 10, 'c' => 10], array_count_values($seen));
    }

    public function testAFiberThatIsAbandoned(): void
    {
        $fiber = new Fiber(function (): void {
            foreach ($this->batch(50) as $_) {
                Fiber::suspend();
            }
        });
        $fiber->start();
        unset($fiber);
        gc_collect_cycles();
        self::assertCount(10, iterator_to_array($this->batch(10)));
    }

    public function testABatchInABatch(): void
    {
        $outer = 0;
        $inner = 0;
        foreach ($this->batch(5) as $result) {
            self::response($result);
            ++$outer;
            foreach ($this->batch(4) as $again) {
                $inner += self::response($again)->status === 200 ? 1 : 0;
            }
            foreach (palettes([Source::url($this->faults->url('/image'))], self::paletteOptions(), Parallelism::workers(2)) as $palette) {
                self::palette($palette);
            }
        }
        self::assertSame([5, 20], [$outer, $inner]);
    }

    /** The sources of one are the answers of another. */
    public function testABatchAsTheSourceOfAnother(): void
    {
        foreach (self::modes() as $mode) {
            $bodies = (function (): Generator {
                foreach ($this->batch(10) as $key => $result) {
                    yield $key => Source::bytes(self::response($result)->body);
                }
            })();
            $palettes = iterator_to_array(palettes($bodies, self::paletteOptions(), $mode));
            self::assertCount(10, array_map(self::palette(...), $palettes));
        }
    }

    public function testASourceThatSendsItself(): void
    {
        $pool = new HttpPool(self::options());
        $requests = (function () use ($pool): Generator {
            for ($i = 0; $i < 10; ++$i) {
                if ($pool->send(new HttpRequest($this->faults->url('/bytes')))->status !== 200) {
                    throw new RuntimeException('no answer');
                }
                yield new HttpRequest($this->faults->url('/late'));
            }
        })();
        self::assertCount(10, array_map(self::response(...), iterator_to_array($pool->sendAll($requests))));
    }

    // ---- ends of PHP, and forks: in processes of their own

    /** @return iterable<string, array{string, int, string}> */
    public static function ends(): iterable
    {
        yield 'exit in the loop' => ['exit', 7, '~^$~'];
        yield 'exit with the batch in a global' => ['exit_global', 7, '~^$~'];
        yield 'exit in the sources' => ['exit_sources', 7, '~^$~'];
        yield 'an exception that nobody catches' => ['uncaught', 255, '~Uncaught DomainException: from the loop~'];
        yield 'a fatal error' => ['fatal', 255, '~Allowed memory size~'];
        yield 'the time limit' => ['time_limit', 255, '~Maximum execution time~'];
        yield 'Ctrl-C' => ['interrupt', -SIGINT, '~^$~'];
    }

    #[DataProvider('ends')]
    public function testAnEndOfPhp(string $how, int $expected, string $pattern): void
    {
        foreach (['pool', ...array_keys(self::modes())] as $kind) {
            [$said, $status] = self::script('end', [$how, $kind, $this->faults->url('/late'), $this->faults->url('/stall')]);
            self::assertSame($expected, $status, "{$kind}: {$said}");
            self::assertMatchesRegularExpression($pattern, $said, $kind);
        }
    }

    /** @return iterable<string, array{string}> */
    public static function kinds(): iterable
    {
        foreach (['pool', 'workers', 'processes', 'sequential'] as $kind) {
            yield $kind => [$kind];
        }
    }

    #[DataProvider('kinds')]
    public function testAFork(string $kind): void
    {
        $kind === 'pool' || self::mode($kind);
        self::assertSame(["the child is fine\nthe parent is fine\n", 0], self::script('fork', [$kind, $this->faults->url('/late')]));
    }

    #[DataProvider('kinds')]
    public function testSignalHandlersRunWhileItWaits(string $kind): void
    {
        $kind === 'pool' || self::mode($kind);
        self::assertSame(["the handler ran\nfrom the handler\n", 0], self::script('signals', [$kind, $this->faults->url('/stall')]));
    }

    /** Who wants no network does not pay for it. */
    public function testLibcurlIsLoadedWithTheFirstUrlOnly(): void
    {
        $module = preg_match('~\s(/\S*/photolibrary\.so)$~m', (string) file_get_contents('/proc/self/maps'), $match) === 1 ? $match[1] : '';
        self::assertSame(["0\n0\n1\n", 0], self::script('maps', [self::image('tiny.jpg'), $this->faults->url('/image')], ['-n', '-d', "extension={$module}"]));
    }
}
