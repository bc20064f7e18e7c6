<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Api;

use Generator;
use PhotoLibrary\Failure;
use PhotoLibrary\FailureReason;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\PaletteStyle;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;
use PhotoLibrary\Tests\Support\Platform;

use function PhotoLibrary\palette;
use function PhotoLibrary\palettes;

/** Isolated processes, where the platform has them. */
final class ProcessesTest extends ApiTestCase
{
    protected function setUp(): void
    {
        Platform::hasProcesses() || self::markTestSkipped(Platform::NO_PROCESSES);
    }

    /** Their options come over a wire: none may be left behind. */
    public function testEveryOptionReachesTheProcesses(): void
    {
        $default = new PaletteOptions();
        $changes = [
            'colors' => 2, 'style' => PaletteStyle::Representative, 'timeout' => 0.001, 'maxPixels' => 1, 'maxBytes' => 1,
            'maxMemory' => 1 << 20,
        ];
        self::assertSame(array_keys(array_diff_key($default->toArray(), ['http' => true])), array_keys($changes), 'http is not for the processes');
        foreach ($changes as $name => $value) {
            $photo = self::image(match ($name) {
                'style' => 'grey.jpg', // both styles find the same colours in a colourful photo
                'maxMemory' => 'photo.avif', // what it needs is predicted
                default => 'photo.png',
            });
            $options = $default->with(...[$name => $value]);
            $outcome = self::outcome($photo, $options, Parallelism::processes(1));
            self::assertNotSame(self::outcome($photo, $default, Parallelism::processes(1)), $outcome, $name);
            self::assertSame(self::outcome($photo, $options, Parallelism::sequential()), $outcome, $name);
        }
    }

    /** What a user can tell apart: the colours, or why there are none. */
    private static function outcome(string $image, PaletteOptions $options, Parallelism $parallelism): string
    {
        foreach (palettes([$image], $options, $parallelism) as $result) {
            return $result instanceof Failure ? $result->reason->value : implode(' ', self::hexes($result));
        }
        self::fail('a batch of one gives a result');
    }

    public function testAnswersForItsSandbox(): void
    {
        $batch = palettes([self::image('tiny.jpg')], parallelism: Parallelism::processes(1));
        iterator_to_array($batch);
        self::assertContains('no_new_privs', $batch->statistics()->sandbox);
        self::assertContains('memory_limit', $batch->statistics()->sandbox);
        foreach ([Parallelism::sequential(), Parallelism::workers(2)] as $mode) {
            $batch = palettes([self::image('tiny.jpg')], parallelism: $mode);
            iterator_to_array($batch);
            self::assertSame([], $batch->statistics()->sandbox);
        }
    }

    /** The window bounds what is pulled ahead, so a generator over a million rows needs no memory for them. */
    public function testPullsOnlyAsFarAheadAsItsWindow(): void
    {
        $pulled = 0;
        $sources = (static function () use (&$pulled): Generator {
            while (true) {
                ++$pulled;
                yield self::image('tiny.jpg');
            }
        })();
        $taken = 0;
        foreach (palettes($sources, parallelism: Parallelism::processes(2)) as $result) {
            self::assertInstanceOf(Palette::class, $result);
            self::assertLessThanOrEqual(64, $pulled - $taken);
            if (++$taken === 200) {
                break;
            }
        }
    }

    public function testKeysAreTheSourcesOwn(): void
    {
        $sources = (static function (): Generator {
            yield 'text' => self::image('tiny.jpg');
            yield 1.5 => self::image('tiny.jpg');
            yield [1, 2] => Source::path(self::image('tiny.jpg'));
            yield null => Source::bytes((string) file_get_contents(self::image('tiny.jpg')));
            yield 'text' => self::image('tiny.jpg');
        })();
        $keys = [];
        foreach (palettes($sources, parallelism: Parallelism::processes(2), ordered: true) as $key => $result) {
            self::assertInstanceOf(Palette::class, $result);
            $keys[] = $key;
        }
        self::assertSame(['text', 1.5, [1, 2], null, 'text'], $keys);
    }

    /** Limits refuse in the decoder, where the file is read first. */
    public function testLimits(): void
    {
        $photo = self::image('photo.png');
        $cases = [
            [new PaletteOptions(maxPixels: 1000), $photo, FailureReason::TooLarge],
            [new PaletteOptions(maxBytes: 1000), $photo, FailureReason::TooLarge],
            [new PaletteOptions(maxBytes: 1000), Source::bytes((string) file_get_contents($photo)), FailureReason::TooLarge],
            [new PaletteOptions(maxMemory: 1_048_576), self::image('photo.avif'), FailureReason::Memory],
            [new PaletteOptions(timeout: 0.001), $photo, FailureReason::Timeout],
            [new PaletteOptions(), self::image('huge_header.png'), FailureReason::TooLarge],
        ];
        foreach ($cases as $number => [$options, $source, $reason]) {
            foreach (palettes([$source], $options, Parallelism::processes(1)) as $result) {
                self::assertInstanceOf(Failure::class, $result, "case {$number}");
                self::assertSame($reason, $result->reason, "case {$number}: {$result->message}");
            }
        }
    }

    public function testStatisticsAddUp(): void
    {
        $sources = [self::image('small.jpg'), self::image('text.jpg'), '/there/is/none.jpg', self::image('photo.tif')];
        $batch = palettes($sources, parallelism: Parallelism::processes(2));
        foreach ($batch as $result) {
            $statistics = $batch->statistics();
            self::assertSame($statistics->pulled, $statistics->succeeded + $statistics->failed + $statistics->inFlight);
        }
        $statistics = $batch->statistics();
        self::assertSame([4, 2, 2, 0, 0], [$statistics->pulled, $statistics->succeeded, $statistics->failed, $statistics->retried, $statistics->inFlight]);
        self::assertSame(['not_found' => 1, 'unsupported' => 1], self::sorted($statistics->failures));
        $alone = palettes($sources, parallelism: Parallelism::sequential());
        iterator_to_array($alone, false);
        self::assertSame($alone->statistics()->bytesRead, $statistics->bytesRead);
    }

    public function testAFileThatChangesUnderTheReaderHarmsNobody(): void
    {
        $file = sys_get_temp_dir() . '/photolibrary-changes-' . getmypid() . '.png';
        $whole = (string) file_get_contents(self::image('photo.png'));
        $expected = palette(Source::bytes($whole))->swatches;
        try {
            foreach ([1, 2, 3, 4, 5] as $time) {
                file_put_contents($file, $whole);
                $count = 0;
                foreach (palettes(array_fill(0, 12, $file), parallelism: Parallelism::processes(2)) as $result) {
                    if (++$count === 2) {
                        ftruncate(fopen($file, 'r+') ?: throw new \RuntimeException(), 1000 * $time);
                    }
                    if ($result instanceof Palette) {
                        self::assertEquals($expected, $result->swatches);
                    } else {
                        self::assertSame(FailureReason::Corrupt, $result->reason, $result->message);
                    }
                }
                self::assertSame(12, $count);
            }
        } finally {
            unlink($file);
        }
    }

    /**
     * @param array<string, int> $counts
     * @return array<string, int>
     */
    private static function sorted(array $counts): array
    {
        ksort($counts);

        return $counts;
    }
}
