<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Api;

use PhotoLibrary\Failure;
use PhotoLibrary\FailureReason;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;

use function PhotoLibrary\palette;
use function PhotoLibrary\palettes;

/** Many images at once, as a user of palettes() writes it. */
final class BatchTest extends ApiTestCase
{
    public function testEveryModeGivesTheSameBytes(): void
    {
        $sources = [];
        foreach (self::images() as $path) {
            $sources[basename($path)] = $path;
        }
        $runs = [];
        foreach (self::modes() as $name => $mode) {
            foreach ([false, true] as $ordered) {
                $run = array_map(self::describe(...), iterator_to_array(palettes($sources, new PaletteOptions(8, timeout: 600.0), $mode, $ordered)));
                self::assertCount(\count($sources), $run);
                if ($ordered) {
                    self::assertSame(array_keys($sources), array_keys($run));
                }
                ksort($run);
                $runs[$name . ($ordered ? ', ordered' : '')] = $run;
            }
        }
        $first = $runs['sequential'];
        foreach ($runs as $name => $run) {
            self::assertSame($first, $run, $name);
        }
        foreach ($first as $name => $description) {
            if (str_contains($description, '"swatches"')) {
                self::assertSame($description, self::describe(palette($sources[$name], new PaletteOptions(8, timeout: 600.0))));
            }
        }
    }

    /** Each bad file is one failure with its reason, and the run goes on. */
    public function testBadFiles(): void
    {
        $folder = sys_get_temp_dir() . '/photolibrary-bad-' . getmypid();
        mkdir($folder);
        $good = self::image('tiny.jpg');
        copy($good, "{$folder}/no_permission.jpg");
        chmod("{$folder}/no_permission.jpg", 0);
        touch("{$folder}/empty.jpg");
        symlink('loop_b.jpg', "{$folder}/loop_a.jpg");
        symlink('loop_a.jpg', "{$folder}/loop_b.jpg");
        symlink('gone.jpg', "{$folder}/dangling.jpg");
        symlink($good, "{$folder}/link.jpg");
        posix_mkfifo("{$folder}/fifo.jpg", 0o600);
        $expected = [
            "{$folder}/empty.jpg" => FailureReason::Corrupt,
            "{$folder}/no_permission.jpg" => FailureReason::Unreadable,
            "{$folder}/loop_a.jpg" => FailureReason::Unreadable,
            "{$folder}/dangling.jpg" => FailureReason::NotFound,
            "{$folder}/missing.jpg" => FailureReason::NotFound,
            "{$folder}/missing/photo.jpg" => FailureReason::NotFound,
            "{$good}/photo.jpg" => FailureReason::NotFound,
            "{$folder}/nul\0byte.jpg" => FailureReason::NotFound,
            '' => FailureReason::NotFound,
            "{$folder}/fifo.jpg" => FailureReason::Unreadable,
            $folder => FailureReason::Unreadable,
            '/dev/zero' => FailureReason::Unreadable,
            self::image('text.jpg') => FailureReason::Unsupported,
            self::image('document.pdf') => FailureReason::Unsupported,
            self::image('drawing.svg') => FailureReason::Unsupported,
            self::image('bitmap.bmp') => FailureReason::Unsupported,
            self::image('truncated_baseline.jpg') => FailureReason::Corrupt,
            self::image('truncated_progressive.jpg') => FailureReason::Corrupt,
            self::image('truncated.png') => FailureReason::Corrupt,
            self::image('truncated_lossy.webp') => FailureReason::Corrupt,
            self::image('truncated.gif') => FailureReason::Corrupt,
            self::image('truncated_photo.heic') => FailureReason::Corrupt,
            self::image('cut_in_header.jpg') => FailureReason::Corrupt,
            self::image('huge_header.png') => FailureReason::TooLarge,
            self::image('huge_header.gif') => FailureReason::TooLarge,
        ];
        $fine = ["{$folder}/link.jpg", $good, self::image('progressive_cut_after_dc.jpg'), self::image('no_end_marker.jpg'), self::image('trailing_garbage.jpg')];
        try {
            foreach (self::modes() as $name => $mode) {
                $sources = array_merge(array_keys($expected), $fine);
                shuffle($sources);
                $seen = [];
                $batch = palettes($sources, null, $mode);
                foreach ($batch as $key => $result) {
                    $seen[] = $key;
                    self::assertArrayHasKey($key, $sources);
                    $source = $sources[$key];
                    if (\in_array($source, $fine, true)) {
                        self::assertInstanceOf(Palette::class, $result, "{$name}: {$source}");
                        continue;
                    }
                    self::assertInstanceOf(Failure::class, $result, "{$name}: {$source}");
                    self::assertSame($expected[$source], $result->reason, "{$name}: {$result->message}");
                    self::assertSame($source, $result->source);
                    self::assertStringContainsString(basename($source), $result->message);
                }
                sort($seen);
                self::assertSame(array_keys($sources), $seen, $name);
                $statistics = $batch->statistics();
                self::assertSame([\count($sources), \count($fine), \count($expected), 0], [$statistics->pulled, $statistics->succeeded, $statistics->failed, $statistics->inFlight]);
                self::assertSame(\count($expected), array_sum($statistics->failures));
            }
        } finally {
            array_map(unlink(...), glob("{$folder}/*") ?: []);
            rmdir($folder);
        }
    }

    /** Under threads, libvips has one error text for all of them. */
    public function testFailuresOfManyThreadsKeepTheirOwnReasons(): void
    {
        $damaged = [self::image('truncated.png') => FailureReason::Corrupt, self::image('truncated_lossy.webp') => FailureReason::Corrupt, self::image('huge_header.png') => FailureReason::TooLarge, self::image('text.jpg') => FailureReason::Unsupported];
        $sources = [];
        for ($i = 0; $i < 50; ++$i) {
            array_push($sources, ...array_keys($damaged));
        }
        foreach (palettes($sources, null, Parallelism::workers(8)) as $key => $result) {
            self::assertInstanceOf(Failure::class, $result);
            self::assertArrayHasKey($key, $sources);
            self::assertSame($damaged[$sources[$key]], $result->reason);
            self::assertTrue(str_starts_with($result->message, $sources[$key] . ': '), $result->message);
        }
    }

    public function testCheapestTakesTheSmallestFaithfulCopy(): void
    {
        $small = $this->copyOf('baseline.jpg', 700, 525);
        $smaller = $this->copyOf('baseline.jpg', 300, 225);
        $larger = $this->copyOf('baseline.jpg', 1024, 768);
        $truth = self::image('baseline.jpg');
        $cases = [
            'the smallest of at least 640' => [$truth, [$larger, $smaller, $small], 640, $small],
            'a smaller one may do' => [$truth, [$larger, $smaller, $small], 200, $smaller],
            'none is large enough' => [$truth, [$smaller], 640, $truth],
            'no candidates' => [$truth, [], 640, $truth],
            'missing ones are passed over' => [$truth, ['/no/such/file.jpg', $larger], 640, $larger],
            'corrupt ones are passed over' => [$truth, [self::image('truncated_baseline.jpg'), $larger], 640, $larger],
            'a profile equal to sRGB is sRGB' => [self::image('srgb_profile.jpg'), [$small], 640, $small],
            'a copy without the profile of its truth shows other colours' => [self::image('p3.jpg'), [$small], 640, self::image('p3.jpg')],
            'CMYK is read itself' => [self::image('cmyk.jpg'), [$small], 640, self::image('cmyk.jpg')],
            'a grey profile is read itself' => [self::image('grey_profile.jpg'), [$small], 640, self::image('grey_profile.jpg')],
            'HEIC is read itself' => [self::image('photo.heic'), [$smaller], 200, self::image('photo.heic')],
            'a copy is smaller than its truth' => [$smaller, [$small], 640, $smaller],
        ];
        foreach (self::modes() as $mode) {
            foreach ($cases as $name => [$original, $candidates, $longSide, $expected]) {
                $result = iterator_to_array(palettes([Source::cheapest($original, $candidates, $longSide)], null, $mode))[0];
                self::assertInstanceOf(Palette::class, $result, $name);
                self::assertSame($expected, $result->source, $name);
                self::assertSame(palette($original)->width, $result->width, 'the sizes are those of the truth');
            }
            $result = iterator_to_array(palettes([Source::cheapest('/no/such/file.jpg', [$small])], null, $mode))[0];
            self::assertInstanceOf(Failure::class, $result);
            self::assertSame(FailureReason::NotFound, $result->reason, 'a copy does not stand for a truth that is gone');
        }
        array_map(unlink(...), [$small, $smaller, $larger]);
    }

    public function testOneHungSourceDoesNotStopTheOthers(): void
    {
        // Ordered results wait for the slow one; the window keeps the rest bounded.
        $sources = [self::image('photo.png'), ...array_fill(0, 100, self::image('one_pixel.jpg'))];
        $keys = array_keys(iterator_to_array(palettes($sources, null, Parallelism::workers(2), true)));
        self::assertSame(range(0, 100), $keys);
    }

    public function testThousandsOfImagesLeaveNothingBehind(): void
    {
        $images = (static function (): \Generator {
            for ($i = 0; $i < 3000; ++$i) {
                yield $i => self::image($i % 10 === 0 ? 'text.jpg' : 'one_pixel.jpg');
            }
        })();
        $descriptors = \count((array) scandir('/proc/self/fd'));
        $seen = [];
        foreach (palettes($images, null, Parallelism::workers(4)) as $key => $result) {
            self::assertArrayNotHasKey($key, $seen);
            self::assertSame($key % 10 === 0, $result instanceof Failure);
            $seen[$key] = true;
        }
        self::assertCount(3000, $seen);
        self::assertCount($descriptors, (array) scandir('/proc/self/fd'));
    }

    private function copyOf(string $name, int $width, int $height): string
    {
        $image = imagecreatefromjpeg(self::image($name));
        self::assertNotFalse($image);
        $copy = imagescale($image, $width, $height);
        self::assertNotFalse($copy);
        $path = sys_get_temp_dir() . '/photolibrary-' . getmypid() . "-{$width}x{$height}.jpg";
        imagejpeg($copy, $path, 90);

        return $path;
    }
}
