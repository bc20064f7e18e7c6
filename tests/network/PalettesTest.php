<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use PhotoLibrary\Failure;
use PhotoLibrary\FailureReason;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteException;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;
use PHPUnit\Framework\Attributes\DataProvider;
use ValueError;

use function PhotoLibrary\palette;
use function PhotoLibrary\palettes;

/** Palettes of photos that are somewhere else. */
final class PalettesTest extends NetworkTestCase
{
    /** Progressive, and made for this suite: see prepare. */
    private const LARGE = 'large_progressive.jpg';

    /** @return iterable<string, array{string, string}> */
    public static function ways(): iterable
    {
        foreach (['sequential', 'workers', 'processes'] as $mode) {
            foreach (['plain', 'http2'] as $kind) {
                yield "{$mode}, {$kind}" => [$mode, $kind];
            }
        }
    }

    /** Good ones and bad ones: what comes of a URL is what comes of its file. */
    #[DataProvider('ways')]
    public function testAUrlGivesTheSameAsItsFile(string $mode, string $kind): void
    {
        $files = [];
        foreach (array_filter(glob(FaultServer::images() . '/*') ?: [], is_file(...)) as $file) {
            $files[basename($file)] = $file;
        }
        self::assertGreaterThan(50, \count($files));
        $urls = array_map(fn(string $name): Source => Source::url($this->nginx->url("/images/{$name}", $kind)), array_combine(array_keys($files), array_keys($files)));
        $expected = array_map(self::essence(...), iterator_to_array(palettes($files, self::paletteOptions(), self::mode($mode))));
        $found = array_map(self::essence(...), iterator_to_array(palettes($urls, self::paletteOptions(), self::mode($mode))));
        ksort($expected);
        ksort($found);
        self::assertSame($expected, $found);
    }

    public function testOneImage(): void
    {
        $file = palette(self::image('progressive.jpg'));
        $url = palette(Source::url($this->nginx->url('/images/progressive.jpg')), self::paletteOptions());
        self::assertSame(self::essence($file), self::essence($url));
        self::assertSame($this->nginx->url('/images/progressive.jpg'), $url->source);
        $this->expectException(PaletteException::class);
        palette(Source::url($this->faults->url('/nothing')), self::paletteOptions());
    }

    public function testFilesAndUrlsInOneBatch(): void
    {
        $sources = [
            'file' => self::image('baseline.jpg'),
            'url' => Source::url($this->faults->url('/image?image=baseline.jpg')),
            'bytes' => Source::bytes((string) file_get_contents(self::image('baseline.jpg'))),
            'blocked' => Source::url('http://10.0.0.1/photo.jpg'),
            'a path that looks like a URL' => $this->faults->url('/image'),
            'missing' => '/no/such/file.jpg',
        ];
        foreach (self::modes() as $mode) {
            $results = iterator_to_array(palettes($sources, self::paletteOptions(), $mode, true));
            self::assertSame(array_keys($sources), array_keys($results));
            self::assertSame(self::essence(self::palette($results['file'])), self::essence($results['url']));
            self::assertSame(self::essence(self::palette($results['file'])), self::essence($results['bytes']));
            self::assertSame(FailureReason::BlockedAddress, self::failure($results['blocked'])->reason);
            self::assertSame(FailureReason::NotFound, self::failure($results['a path that looks like a URL'])->reason);
            self::assertSame(FailureReason::NotFound, self::failure($results['missing'])->reason);
        }
        self::assertSame(['/image?image=baseline.jpg'], array_values(array_unique(array_column($this->faults->journal()->requests, 'target'))));
    }

    public function testOrderedResultsOfWhatIsLate(): void
    {
        $sources = [];
        foreach ([300, 1, 150, 1, 1, 80] as $milliseconds) {
            $sources[] = Source::url($this->faults->url("/late?milliseconds={$milliseconds}"));
        }
        foreach (self::modes() as $mode) {
            $results = iterator_to_array(palettes($sources, self::paletteOptions(), $mode, true));
            self::assertSame(range(0, 5), array_keys(array_map(self::palette(...), $results)));
        }
    }

    /** @return iterable<string, array{string, string}> */
    public static function servers(): iterable
    {
        foreach (['sequential', 'workers', 'processes'] as $mode) {
            yield "with ranges, {$mode}" => ['/image', $mode];
            yield "without ranges, {$mode}" => ['/no-ranges', $mode];
        }
    }

    /** Of a progressive file no more is read than its first pass, whatever the server can. */
    #[DataProvider('servers')]
    public function testNoMoreIsReadThanIsNeeded(string $path, string $mode): void
    {
        $photo = self::LARGE;
        $end = self::endOfFirstPass((string) file_get_contents(self::large()));
        $size = (int) filesize(self::large());
        self::assertGreaterThan(3 * (1.15 * $end + 65_536), $size, 'the rest would not be missed');
        $sources = array_fill(0, 4, Source::url($this->faults->url("{$path}?image={$photo}")));
        $batch = palettes($sources, self::paletteOptions(), self::mode($mode));
        foreach ($batch as $result) {
            self::assertSame(self::essence(palette(self::large())), self::essence($result));
        }
        $most = 4 * (1.15 * $end + 65_536);
        self::assertLessThanOrEqual($most, $batch->statistics()->bytesRead);
        // What the server's kernel had taken when it was cut off never arrived; of a piece that is no more than was asked for.
        $underWay = 4 * ($path === '/image' ? 65_536 : 262_144);
        $journal = $this->faults->await(static fn(Journal $journal): bool => !\in_array('open', array_column($journal->requests, 'state'), true));
        self::assertLessThanOrEqual($most + $underWay, $journal->sent($path));
        self::assertLessThan(4 * $size, $journal->sent($path));
    }

    public function testAFileThatChangesBetweenTwoPieces(): void
    {
        $photo = self::LARGE;
        foreach (['progressive.jpg', 'baseline.jpg', 'small.jpg'] as $then) {
            foreach (self::modes() as $mode) {
                $this->faults->forget();
                $url = $this->faults->url("/changing?image={$photo}&then={$then}");
                $result = self::palette(iterator_to_array(palettes([Source::url($url)], self::paletteOptions(), $mode))[0]);
                self::assertSame(self::essence(palette(self::image($then))), self::essence($result), 'it is a mixture of two');
                self::assertGreaterThan(1, \count($this->faults->journal()->requests));
            }
        }
    }

    /** A connection that breaks between two pieces costs no more than the piece. */
    public function testWhatIsThereIsNotFetchedAgain(): void
    {
        $photo = self::LARGE;
        palette(Source::url($this->faults->url("/image?image={$photo}")), self::paletteOptions());
        $begins = array_map(static fn(array $request): int => (int) preg_replace('/^bytes=(\d+)-.*/', '$1', $request['headers']['range'] ?? ''), $this->faults->journal()->requests);
        $sorted = array_values(array_unique($begins));
        sort($sorted);
        self::assertSame($sorted, $begins);
    }

    public function testWhatIsNoImageIsNotFetched(): void
    {
        foreach (['/html', '/no-ranges?image=text.jpg', '/bytes?count=50000000'] as $path) {
            $batch = palettes([Source::url($this->faults->url($path))], self::paletteOptions(), Parallelism::workers(1));
            self::assertSame(FailureReason::Unsupported, self::failure(iterator_to_array($batch)[0])->reason, $path);
            self::assertLessThan(100_000, $batch->statistics()->bytesRead, $path);
        }
    }

    public function testAnImageThatIsTooLarge(): void
    {
        $limits = self::paletteOptions()->with(maxBytes: 100_000);
        $urls = ['/image?image=baseline.jpg', '/no-ranges?image=baseline.jpg'];
        foreach (self::modes() as $mode) {
            foreach (palettes(array_map(fn(string $path): Source => Source::url($this->faults->url($path)), $urls), $limits, $mode) as $result) {
                self::assertSame(FailureReason::TooLarge, self::failure($result)->reason);
            }
        }
        self::assertLessThan(3 * 2 * 200_000, $this->faults->journal()->sent('/'));
    }

    public function testConditionalRequests(): void
    {
        $url = $this->nginx->url('/images/baseline.jpg');
        $etag = (new HttpPool(self::options()))->send(new HttpRequest($url, 'HEAD'))->header('ETag');
        self::assertNotNull($etag);
        foreach (self::modes() as $mode) {
            $results = iterator_to_array(palettes([
                'unchanged' => Source::url($url, ['If-None-Match' => $etag]),
                'changed' => Source::url($url, ['If-None-Match' => '"another"']),
            ], self::paletteOptions(), $mode));
            $failure = self::failure($results['unchanged']);
            self::assertSame([FailureReason::HttpStatus, 304, 1], [$failure->reason, $failure->httpStatus, $failure->attempts]);
            self::palette($results['changed']);
        }
    }

    public function testHeadersAreSent(): void
    {
        palette(Source::url($this->faults->url('/image'), ['Authorization' => 'Bearer secret', 'X-One' => 'two']), self::paletteOptions());
        foreach ($this->faults->journal()->requests as $request) {
            self::assertSame(['Bearer secret', 'two'], [$request['headers']['authorization'] ?? '', $request['headers']['x-one'] ?? '']);
        }
    }

    /** A signed URL is used and never shown. */
    public function testSecretsAreNotShown(): void
    {
        $shown = ['good' => $this->faults->url('/image'), 'reset' => $this->faults->url('/reset'), 'status' => $this->faults->url('/status'), 'html' => $this->faults->url('/html')];
        $sources = array_map(static fn(string $url): Source => Source::url(str_replace('http://', 'http://user:secret@', $url) . '?signature=secret&code=403'), $shown);
        foreach (self::modes() as $mode) {
            foreach (palettes($sources, self::paletteOptions(), $mode) as $key => $result) {
                self::assertArrayHasKey($key, $shown);
                self::assertSame($shown[$key], $result->source);
                self::assertStringNotContainsString('secret', json_encode($result, JSON_THROW_ON_ERROR));
            }
        }
        self::assertSame('/image?signature=secret&code=403', $this->faults->journal()->of('/image')[0]['target']);
    }

    /** @return iterable<string, array{string}> */
    public static function wrongUrls(): iterable
    {
        foreach (['', 'photo.jpg', '/etc/passwd', 'file:///etc/passwd', 'ftp://127.0.0.1/photo.jpg', 'gopher://127.0.0.1/', 'http://', 'http:///photo.jpg',
            "http://127.0.0.1/\0", "http://127.0.0.1/\r\nX: y", 'http://[::1', 'http://127.0.0.1:99999/', 'data:image/jpeg;base64,AAAA', 'php://stdin'] as $url) {
            yield addcslashes($url, "\0..\37") => [$url];
        }
    }

    /** Refused by an exception, or a failure of its own: never read, and no harm to others. */
    #[DataProvider('wrongUrls')]
    public function testAWrongUrl(string $url): void
    {
        try {
            $source = Source::url($url);
        } catch (ValueError) {
            $this->addToAssertionCount(1);

            return;
        }
        foreach (self::modes() as $mode) {
            $results = iterator_to_array(palettes(['wrong' => $source, 'good' => Source::url($this->faults->url('/image'))], self::paletteOptions(), $mode));
            self::assertContains(self::failure($results['wrong'])->reason, [FailureReason::Network, FailureReason::BlockedAddress, FailureReason::NotFound]);
            self::palette($results['good']);
        }
    }

    public function testStatisticsCountRetries(): void
    {
        $batch = palettes([Source::url($this->faults->url('/status?times=2'))], self::paletteOptions(retries: 3), Parallelism::workers(1));
        self::palette(iterator_to_array($batch)[0]);
        self::assertSame([1, 0, 2], [$batch->statistics()->succeeded, $batch->statistics()->failed, $batch->statistics()->retried]);
    }

    // ---- helpers

    /** What must be the same for a file and its URL: all but its name, the bytes read, and what the server says of it. */
    private static function essence(mixed $result): string
    {
        self::assertTrue($result instanceof Palette || $result instanceof Failure);
        $values = $result->toArray();
        unset($values['source'], $values['message'], $values['remote'], $values['decode']['bytesRead']);

        return json_encode($values, JSON_THROW_ON_ERROR);
    }

    private static function large(): string
    {
        return FaultServer::folder() . '/' . self::LARGE;
    }

    /** Where the scans end that bring all DC terms of a progressive JPEG for the first time. */
    private static function endOfFirstPass(string $jpeg): int
    {
        $missing = null;
        for ($at = 2; $at < \strlen($jpeg);) {
            $marker = \ord($jpeg[$at + 1]);
            $length = unpack('n', $jpeg, $at + 2)[1] ?? 0;
            \assert(\is_int($length));
            $data = substr($jpeg, $at + 4, $length - 2);
            $at += 2 + $length;
            if ($marker === 0xC2) {
                $missing = array_flip(array_map(static fn(int $i): int => \ord($data[6 + 3 * $i]), range(0, \ord($data[5]) - 1)));
            }
            if ($marker !== 0xDA) {
                continue;
            }
            $count = \ord($data[0]);
            $isFirstOfDc = \ord($data[1 + 2 * $count]) === 0 && \ord($data[3 + 2 * $count]) >> 4 === 0;
            for ($i = 0; $isFirstOfDc && $i < $count; ++$i) {
                unset($missing[\ord($data[1 + 2 * $i])]);
            }
            // To the next marker that is neither a stuffed byte nor a restart.
            while (($at = strpos($jpeg, "\xFF", $at)) !== false && (\ord($jpeg[$at + 1]) === 0 || (\ord($jpeg[$at + 1]) & 0xF8) === 0xD0)) {
                $at += 2;
            }
            if ($missing === []) {
                return (int) $at;
            }
        }
        self::fail('no progressive JPEG');
    }
}
