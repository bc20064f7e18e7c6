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

    /** @return iterable<string, array{string}> what a child does that an image has taken over; it never gives a result by itself */
    public static function hostileFaults(): iterable
    {
        $ready = pack('CCCCC', 1, 1, 1, 1, 1);
        $of = static fn(int $job): string => pack('CPPPC', 2, $job, 0, 0, 1);
        $colors = static fn(float ...$shares): string => pack('C', \count($shares)) . implode('', array_map(static fn(float $share): string => pack('Ve', 0x112233, $share), $shares));
        $rest = static fn(int $width, string $space, int $candidate = 0, int $read = 1): string => pack('VCCVVCVP', 0, 0, 0, $width, 1, $candidate, 7, $read)
            . pack('CCCVV', 0, 0, 8, 0, \strlen($space)) . $space . pack('C', 0);
        $failure = static fn(int $reason, string $message): string => pack('CPPPC', 2, 7, 0, 0, 0) . pack('CV', $reason, \strlen($message)) . $message;
        $frames = [
            'it is ready again' => $ready,
            'a frame of no kind' => 'x',
            'a frame that is cut off' => substr($of(7), 0, 5),
            'a job, as only we send it' => pack('C', 0),
            "another child's image" => $of(23) . $colors(1.0) . $rest(1, 'srgb'),
            'an image that nobody has' => $of(1000) . $colors(1.0) . $rest(1, 'srgb'),
            'a share below 0' => $of(7) . $colors(1.0, -5e300) . $rest(1, 'srgb'),
            'a share above 1' => $of(7) . $colors(2.0, -1.0) . $rest(1, 'srgb'),
            'shares that are no numbers' => $of(7) . $colors(NAN) . $rest(1, 'srgb'),
            'shares that do not add up' => $of(7) . $colors(0.5, 0.25) . $rest(1, 'srgb'),
            'shares that rise' => $of(7) . $colors(0.25, 0.75) . $rest(1, 'srgb'),
            'no colours' => $of(7) . $colors() . $rest(1, 'srgb'),
            'more colours than wanted' => $of(7) . $colors(...array_fill(0, 8, 0.125)) . $rest(1, 'srgb'),
            'no width' => $of(7) . $colors(1.0) . $rest(0, 'srgb'),
            'a copy that it was not given' => $of(7) . $colors(1.0) . $rest(1, 'srgb', candidate: 1),
            'more bytes than there are' => $of(7) . $colors(1.0) . $rest(1, 'srgb', read: PHP_INT_MAX),
            'a colour space for a terminal' => $of(7) . $colors(1.0) . $rest(1, "\e[2J"),
            'a colour space that is no UTF-8' => $of(7) . $colors(1.0) . $rest(1, "\xC0\x80"),
            'a message for a terminal' => $failure(4, "\e[2Jgone"),
            'a message that is no UTF-8' => $failure(4, "gone \xFF"),
            'a message of nothing' => $failure(4, ''),
            'a reason that only we give' => $failure(7, 'crashed'),
            "that it dies on another child's image" => pack('CPC', 3, 23, 0),
        ];
        foreach ($frames as $what => $frame) {
            yield $what => ['say ' . bin2hex($frame)];
        }
        yield 'that it is ready, for ever' => ['repeat ' . bin2hex($ready)];
        yield 'that it dies, for ever' => ['repeat ' . bin2hex(pack('CPC', 3, 7, 0))];
        yield 'more than a frame may have' => ['blow 40000'];
        yield 'a descriptor' => ['give'];
        yield 'nothing any more' => ['close'];
    }

    /** Whatever docs/child-protocol.md does not allow ends the child at once, long before a deadline, and no other one. */
    #[DataProvider('hostileFaults')]
    public function testWhatAHostileChildSaysCostsOneImage(string $fault): void
    {
        $sources = array_fill(0, 24, $this->image('small.jpg'));
        $sources[7] = "{$this->folder}/hostile.jpg";
        file_put_contents($sources[7], "PHOTOLIBRARY FAULT {$fault}\n");
        $expected = palette($sources[0])->swatches;
        foreach ([Parallelism::processes(2), Parallelism::processes(1, 2)] as $parallelism) {
            $where = json_encode($parallelism, JSON_THROW_ON_ERROR);
            $results = iterator_to_array(palettes($sources, new PaletteOptions(timeout: 300.0), $parallelism));
            self::assertCount(24, $results, $where);
            $failure = $results[7];
            self::assertInstanceOf(Failure::class, $failure, $where);
            self::assertSame([FailureReason::Crashed, 'SIGKILL', 2], [$failure->reason, $failure->signal, $failure->attempts], "{$where}: {$failure->message}");
            unset($results[7]);
            foreach ($results as $number => $result) {
                self::assertInstanceOf(Palette::class, $result, "{$where} {$number}: " . ($result instanceof Failure ? $result->message : ''));
                self::assertEquals($expected, $result->swatches);
            }
        }
    }

    /** It names the image of another thread as the culprit, each time, and itself never. */
    public function testWhoAccusesOthersIsSoonAlone(): void
    {
        $sources = [$this->fault('accuse')];
        for ($job = 1; $job <= 40; ++$job) {
            $sources[] = $this->fault("accused {$job}");
        }
        $results = iterator_to_array(palettes($sources, new PaletteOptions(timeout: 10.0), Parallelism::processes(1, 2)));
        self::assertCount(41, $results);
        $accused = 0;
        foreach ($results as $job => $result) {
            self::assertInstanceOf(Failure::class, $result);
            if ($job > 0) {
                self::assertStringEndsWith('innocent', $result->message);
                $accused += $result->attempts - 1;
            }
        }
        self::assertInstanceOf(Failure::class, $results[0]);
        self::assertSame(FailureReason::Timeout, $results[0]->reason, $results[0]->message); // alone, it waits in vain
        self::assertLessThanOrEqual(4, $accused);
    }

    /** So that a refusal above is of what is wrong with the frame, and of nothing else. */
    public function testAFrameThatFitsIsTaken(): void
    {
        $space = 'srgb';
        $frame = pack('CPPPC', 2, 0, 0, 0, 1) . pack('CVe', 1, 0x112233, 1.0) . pack('VCCVVCVP', 0, 0, 0, 1, 1, 0, 7, 1)
            . pack('CCCVV', 0, 0, 8, 0, \strlen($space)) . $space . pack('C', 0);
        $path = "{$this->folder}/liar.jpg";
        file_put_contents($path, 'PHOTOLIBRARY FAULT say ' . bin2hex($frame) . "\n");
        $palette = $this->results([$path], Parallelism::processes(1))[0];
        self::assertInstanceOf(Palette::class, $palette, $palette instanceof Failure ? $palette->message : '');
        self::assertSame('#112233', (string) $palette->swatches[0]->color);
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
        yield 'to have memory that is not counted' => ['shared 1000000'];
        yield 'to have memory that grows' => ['growing 1000000'];
        yield 'to live longer than PHP' => ['outlive'];
        yield 'to make other processes wait that write to STDERR' => ['block'];
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
