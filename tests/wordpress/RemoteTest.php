<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PHPUnit\Framework\Attributes\DataProvider;

/**
 * Photos that were moved to another host, by a plugin that makes signed URLs.
 */
final class RemoteTest extends SiteTestCase
{
    private Bucket $bucket;

    protected function setUp(): void
    {
        parent::setUp();
        $this->site->useProbe('offload');
        $this->bucket = new Bucket($this->site);
        foreach ($this->bucket->environment() as $name => $value) {
            putenv("{$name}={$value}");
        }
    }

    protected function tearDown(): void
    {
        array_map(putenv(...), array_keys($this->bucket->environment()));
        $this->bucket->stop();
        parent::tearDown();
    }

    public function testPalettesAreThoseOfTheFiles(): void
    {
        $ids = $this->addPhotos(6, 'baseline.jpg', 'progressive.jpg', 'p3.jpg', 'photo.png');
        $this->sync();
        $local = $this->palettes();
        $this->moveAndForget();

        self::assertCounts(['processed' => \count($ids), 'skipped' => 0, 'failed' => 0], $this->sync());
        self::assertCount(\count($ids), $local);
        self::assertEquals($local, $this->palettes());
        self::assertNotSame([], $this->bucket->requests());
    }

    public function testARowHoldsWhatTheServerSaysOfThePhoto(): void
    {
        $this->addMovedPhotos(1);
        touch($this->bucket->photo('0.jpg'), 1_000_000_000);
        $this->sync();

        $photo = (string) file_get_contents($this->bucket->photo('0.jpg'));
        self::assertSame(
            [['source' => 'photos/0.jpg', 'source_bytes' => \strlen($photo), 'source_mtime' => 1_000_000_000, 'etag' => '"' . md5($photo) . '"']],
            $this->query('source, source_bytes, source_mtime, etag'),
        );
    }

    /** The filter's URL is used at once: neither it nor its signature is to be found afterwards. */
    public function testNoUrlIsStoredAndNoSignatureIsShown(): void
    {
        $this->addMovedPhotos(4);
        $this->bucket->answer('1.jpg', 404);
        $this->bucket->answer('2.jpg', 503);
        file_put_contents($this->bucket->photo('3.jpg'), 'This is no image.');
        $said = '';
        foreach ([['--debug'], ['--retry-failed', '--format=json'], ['--refresh', '--debug'], ['--dry-run', '--force']] as $options) {
            $said .= $this->site->sync(...$options)->all();
        }
        putenv('BUCKET_ALLOW');
        $said .= $this->site->sync('--force', '--debug')->all();

        self::assertStringContainsString("{$this->bucket->url()}/photos/1.jpg", $said, 'The report says where a photo was looked for.');
        self::assertStringNotContainsString('X-Amz', $said);
        self::assertStringNotContainsString(Bucket::SIGNATURE, $said);
        $dump = $this->site->dump();
        self::assertStringNotContainsString('127.0.0.1:', $dump);
        self::assertStringNotContainsString('X-Amz', $dump);
        self::assertStringNotContainsString(Bucket::SIGNATURE, $dump);
    }

    public function testWhatIsUpToDateIsNotAskedFor(): void
    {
        $this->addMovedPhotos(5);
        $this->sync();
        $this->bucket->requests();

        foreach (['--source=auto', '--source=remote', '--strategy=http'] as $option) {
            self::assertCounts(['processed' => 0, 'skipped_by_reason' => ['up_to_date' => 5], 'failed' => 0], $this->sync($option));
        }
        self::assertSame([], $this->bucket->requests());
        $stats = (array) json_decode($this->site->wp('photolibrary', 'stats', '--format=json')->stdout, true);
        self::assertSame([5, 0, 0], [$stats['with_palette'] ?? null, $stats['stale'] ?? null, $stats['failed'] ?? null]);
    }

    /** @return iterable<string, array{string|null}> */
    public static function versions(): iterable
    {
        yield 'by ETag' => [null];
        yield 'by date' => ['.dates'];
    }

    #[DataProvider('versions')]
    public function testARefreshAsksWhatHasChangedAndFetchesNothingElse(?string $forgotten): void
    {
        $ids = $this->addMovedPhotos(5);
        $forgotten === null || $this->bucket->forget($forgotten);
        array_map(fn(int $i): bool => touch($this->bucket->photo("{$i}.jpg"), 1_000_000_000), range(0, 4));
        $this->sync();
        $before = $this->site->dump();
        $this->bucket->requests();

        self::assertCounts(['processed' => 0, 'skipped_by_reason' => ['up_to_date' => 5], 'failed' => 0], $this->sync('--refresh'));
        $requests = $this->bucket->requests();
        self::assertSame([304], array_values(array_unique(array_column($requests, 'status'))));
        self::assertSame(0, array_sum(array_column($requests, 'bytes')));
        self::assertCount(5, array_unique(array_column($requests, 'path')));
        self::assertSame($before, $this->site->dump());

        Photo::write($this->bucket->photo('2.jpg'), 80, 60, 1000);
        touch($this->bucket->photo('2.jpg'), 1_000_000_001);
        self::assertCounts(['processed' => 0, 'skipped' => 5], $this->sync());
        self::assertCounts(['processed' => 1, 'skipped' => 4, 'failed' => 0], $this->sync('--refresh'));
        $true = \PhotoLibrary\palette($this->bucket->photo('2.jpg'))->toArray()['swatches'];
        self::assertSame($true, $this->palettes()[$ids[2]]['swatches'] ?? null);
        self::assertCounts(['processed' => 0, 'skipped' => 5], $this->sync('--refresh'));
    }

    public function testWithoutVersionsARefreshFetchesAll(): void
    {
        $this->addMovedPhotos(3);
        $this->bucket->forget('.bare');
        $this->sync();
        self::assertSame([['etag' => '', 'source_mtime' => null]], array_values(array_unique($this->query('etag, source_mtime'), SORT_REGULAR)));

        self::assertCounts(['processed' => 3, 'skipped' => 0], $this->sync('--refresh'));
    }

    public function testARefreshLeavesFilesOfThisMachineAlone(): void
    {
        $this->addPhotos(3);
        $this->sync();

        self::assertCounts(['processed' => 0, 'skipped_by_reason' => ['up_to_date' => 3]], $this->sync('--refresh'));
        self::assertSame([], $this->bucket->requests());
    }

    public function testForceAsksForThePhotosThemselves(): void
    {
        $this->addMovedPhotos(3);
        $this->sync();
        $this->bucket->requests();

        self::assertCounts(['processed' => 3], $this->sync('--force', '--refresh'));
        self::assertSame([''], array_values(array_unique(array_column($this->bucket->requests(), 'condition'))));
    }

    public function testOtherOptionsAskForThePhotosThemselves(): void
    {
        $this->addMovedPhotos(2);
        $this->sync();

        self::assertCounts(['processed' => 2], $this->sync('--colors=3', '--refresh'));
    }

    /** @return iterable<string, array{int}> */
    public static function finalAnswers(): iterable
    {
        yield 'never was' => [404];
        yield 'is gone' => [410];
        yield 'is forbidden' => [403];
        yield 'is not possible' => [501];
    }

    #[DataProvider('finalAnswers')]
    public function testWhatAServerRefusesIsAKnownFailure(int $status): void
    {
        [$refused] = $this->addMovedPhotos(3);
        $this->bucket->answer('0.jpg', $status);

        self::assertCounts(['processed' => 2, 'failed_by_reason' => ['http_status' => 1]], $this->sync());
        $this->bucket->requests();
        $again = $this->sync();
        self::assertCounts(['processed' => 0, 'skipped' => 3, 'failed' => 0], $again);
        self::assertSame(1, $again['skipped_by_reason']['known_failure']);
        self::assertSame($refused, $again['failures'][0]['id']);
        self::assertStringContainsString((string) $status, $again['failures'][0]['message']);
        self::assertStringContainsString('photos/0.jpg', $again['failures'][0]['message']);
        self::assertSame([], $this->bucket->requests());

        $this->bucket->answer('0.jpg', null);
        self::assertCounts(['processed' => 1, 'skipped' => 2], $this->sync('--retry-failed'));
    }

    /** @return iterable<string, array{int}> */
    public static function passingAnswers(): iterable
    {
        foreach ([408, 425, 429, 500, 502, 503, 504] as $status) {
            yield "status {$status}" => [$status];
        }
    }

    #[DataProvider('passingAnswers')]
    public function testABusyServerIsAskedAgainByTheNextRun(int $status): void
    {
        $ids = $this->addMovedPhotos(3);
        $this->bucket->answer('1.jpg', $status);

        self::assertCounts(['processed' => 2, 'failed_by_reason' => ['http_status' => 1]], $this->sync());
        self::assertCounts(['processed' => 0, 'skipped' => 2, 'failed' => 1], $this->sync());
        $this->bucket->answer('1.jpg', null);
        self::assertCounts(['processed' => 1, 'skipped' => 2, 'failed' => 0], $this->sync());
        self::assertSame($ids, $this->withPalette());
    }

    public function testAServerThatIsDownIsAskedAgainByTheNextRun(): void
    {
        $this->addMovedPhotos(3);
        $this->bucket->stop();

        self::assertCounts(['processed' => 0, 'failed_by_reason' => ['network' => 3]], $this->sync());
        $this->bucket->start();
        self::assertCounts(['processed' => 3, 'failed' => 0], $this->sync());
    }

    public function testARefreshOfABusyServerCostsNoPalette(): void
    {
        $ids = $this->addMovedPhotos(2);
        $this->sync();
        $before = $this->site->dump();
        $this->bucket->answer('0.jpg', 503);

        self::assertCounts(['processed' => 0, 'skipped' => 1, 'failed' => 1], $this->sync('--refresh'));
        self::assertSame($before, $this->site->dump());
        self::assertSame($ids, $this->withPalette());
        self::assertCounts(['processed' => 0, 'skipped_by_reason' => ['up_to_date' => 2]], $this->sync());
    }

    public function testARefreshFindsOutWhatIsGone(): void
    {
        $this->addMovedPhotos(2);
        $this->sync();
        $this->bucket->answer('0.jpg', 404);

        self::assertCounts(['skipped' => 1, 'failed' => 1], $this->sync('--refresh'));
        self::assertCounts(['skipped' => 2, 'failed' => 0], $this->sync());
    }

    public function testAnAddressThatIsNotPublicIsRefusedWithWordsOnHowToAllowIt(): void
    {
        $this->addMovedPhotos(2);
        putenv('BUCKET_ALLOW');

        $report = $this->sync();
        self::assertCounts(['processed' => 0, 'failed_by_reason' => ['blocked_address' => 2]], $report);
        self::assertStringEndsWith('. In WordPress, allow it with the filter photolibrary_http_options, then run again with --retry-failed.', $report['failures'][0]['message']);
        self::assertSame(['known_failure' => 2], $this->sync()['skipped_by_reason']);
        self::assertSame([], $this->bucket->requests());

        putenv('BUCKET_ALLOW=127.0.0.0/8');
        self::assertCounts(['processed' => 2], $this->sync('--retry-failed'));
    }

    public function testSourceLocalAsksNoServer(): void
    {
        $this->addMovedPhotos(2);

        self::assertSame(['remote' => 2], $this->sync('--source=local')['skipped_by_reason']);
        self::assertSame([], $this->bucket->requests());
    }

    public function testSourceRemoteReadsTheUrlAlsoWhereTheFileIsHere(): void
    {
        $ids = $this->addPhotos(2);
        array_map(fn(int $i): bool => copy($this->site->uploads("photos/{$i}.jpg"), $this->bucket->photo("{$i}.jpg")), [0, 1]);

        self::assertCounts(['processed' => 2], $this->sync('--source=remote'));
        self::assertCount(2, array_unique(array_column($this->bucket->requests(), 'path')));
        self::assertSame($ids, $this->withPalette());
        self::assertCounts(['processed' => 0, 'skipped' => 2], $this->sync());
        self::assertCounts(['processed' => 2], $this->sync('--force'));
        self::assertSame([], $this->bucket->requests());
        self::assertSame([['etag' => null], ['etag' => null]], $this->query('etag'));
    }

    public function testADryRunFetchesAndWritesNothing(): void
    {
        $this->addMovedPhotos(4);
        $this->sync('--max-images=2');
        $this->bucket->answer('3.jpg', 404);
        $before = $this->site->dump();
        $this->bucket->requests();

        self::assertCounts(['processed' => 1, 'skipped' => 2, 'failed' => 1], $this->sync('--dry-run'));
        self::assertNotSame([], $this->bucket->requests());
        self::assertCounts(['processed' => 3, 'failed' => 1], $this->sync('--dry-run', '--force'));
        self::assertCounts(['processed' => 1, 'skipped' => 2, 'failed' => 1], $this->sync('--dry-run', '--refresh'));
        self::assertSame($before, $this->site->dump());
    }

    /** @return iterable<string, array{list<string>, int}> */
    public static function concurrencies(): iterable
    {
        yield 'one' => [['--http-concurrency=1'], 1];
        yield 'two' => [['--strategy=http', '--http-concurrency=2'], 2];
        yield 'a host' => [[], 6];
        yield 'a host, though more were allowed' => [['--http-concurrency=256'], 6];
    }

    /** @param list<string> $options */
    #[DataProvider('concurrencies')]
    public function testNoMoreIsFetchedAtOnceThanOneHostIsToBear(array $options, int $most): void
    {
        $this->addMovedPhotos(40);

        self::assertCounts(['processed' => 40], $this->sync(...$options));
        $requests = $this->bucket->requests();
        self::assertCount(40, array_unique(array_column($requests, 'path')));
        self::assertLessThanOrEqual($most, max([0, ...array_column($requests, 'served')]));
    }

    /** @return iterable<string, array{list<string>}> */
    public static function modes(): iterable
    {
        yield 'processes' => [['--parallel=2']];
        yield 'threads' => [['--workers=2']];
        yield 'one after another' => [['--workers=0']];
    }

    /** @param list<string> $options */
    #[DataProvider('modes')]
    public function testEveryAttachmentIsCountedOnceWhereverItLies(array $options): void
    {
        $moved = $this->addMovedPhotos(30);
        $this->bucket->answer('3.jpg', 404);
        $this->bucket->answer('4.jpg', 503);
        file_put_contents($this->bucket->photo('5.jpg'), 'This is no image.');
        unlink($this->bucket->photo('6.jpg'));
        $here = $this->site->addAttachment('here.jpg', 'image/jpeg');
        Photo::write($this->site->uploads('here.jpg'), 80, 60, 1);
        $this->site->addAttachment('lost.jpg', 'image/jpeg');
        $this->site->addAttachment('photos/drawing.svg', 'image/svg+xml');

        $report = $this->sync('--batch-size=7', ...$options);
        self::assertCounts(['total' => 33, 'processed' => 27, 'skipped' => 1, 'failed' => 5], $report);
        self::assertEquals(['http_status' => 3, 'unsupported' => 1, 'not_found' => 1], $report['failed_by_reason']);
        self::assertSame([...\array_slice($moved, 0, 3), ...\array_slice($moved, 7), $here], $this->withPalette());
        self::assertCounts(['total' => 33, 'processed' => 0, 'skipped' => 32, 'failed' => 1], $this->sync(...$options));
    }

    public function testTheTraitFetchesAndCounts(): void
    {
        $this->site->useProbe('own_command');
        $ids = $this->addMovedPhotos(5);
        $this->bucket->answer('4.jpg', 404);

        $options = ['count' => 1];
        self::assertSame(['processed' => 4, 'skipped' => 0, 'errors' => 1, 'failed' => 1], $this->process($ids, $options + ['dry_run' => true]));
        self::assertSame([], $this->withPalette());
        self::assertSame(['processed' => 4, 'skipped' => 0, 'errors' => 1, 'failed' => 1], $this->process(null, $options));
        self::assertSame([1], array_values(array_unique(array_column($this->bucket->requests(), 'served'))));
        self::assertSame(['processed' => 0, 'skipped' => 5, 'errors' => 0, 'failed' => 0], $this->process(null, []));
        self::assertSame(['processed' => 2, 'skipped' => 0, 'errors' => 0, 'failed' => 0], $this->process([$ids[0], $ids[1]], ['force' => true]));
    }

    public function testNamesThatAreNotAsciiAreEncoded(): void
    {
        $ids = [];
        foreach (['Ünter der Brücke.jpg', '100 % & more #1.jpg'] as $number => $name) {
            $ids[] = $this->site->addAttachment("photos/{$name}", 'image/jpeg');
            Photo::write($this->bucket->photo($name), 80, 60, $number);
        }
        $this->site->addCode('encoding', "add_filter('wp_get_attachment_url', static fn(string \$url): string => strtr(\$url, ['%' => '%25', '#' => '%23']), 11);");

        self::assertCounts(['processed' => 2], $this->sync());
        self::assertSame($ids, $this->withPalette());
        self::assertSame('photos/Ünter der Brücke.jpg', $this->query('source')[0]['source']);
    }

    public function testAnUrlThatIsNoneFailsAlone(): void
    {
        $ids = $this->addMovedPhotos(3);
        foreach (['ftp://bucket.example/0.jpg', 'http://', ''] as $url) {
            $this->site->addCode('odd', "add_filter('wp_get_attachment_url', static fn(string \$url, int \$id): string => \$id === {$ids[0]} ? '{$url}' : \$url, 11, 2);");
            $report = $this->sync('--source=remote', '--force');

            self::assertCounts(['processed' => 2, 'failed_by_reason' => ['not_found' => 1]], $report);
            self::assertSame('The attachment has no URL to fetch the file from.', $report['failures'][0]['message']);
        }
    }

    /** @return iterable<string, array{string}> what the filter returns, as PHP */
    public static function nonsense(): iterable
    {
        yield 'no array' => ["'fast'"];
        yield 'an unknown option' => ["['speed' => 9]"];
        yield 'out of range' => ["['concurrency' => 0]"];
        yield 'another type' => ["['allow' => 'cdn.internal']"];
    }

    #[DataProvider('nonsense')]
    public function testAFilterThatReturnsNonsenseIsOneClearError(string $options): void
    {
        $this->addMovedPhotos(1);
        $this->site->addCode('nonsense', "add_filter('photolibrary_http_options', static fn(): mixed => {$options}, 11);");

        self::assertRefused('The filter photolibrary_http_options returns invalid options: ', $this->site->sync());
    }

    /** @return list<int> photos of this machine, small ones and fixtures */
    private function addPhotos(int $count, string ...$fixtures): array
    {
        $ids = $this->site->addPhotos($count);
        foreach ($fixtures as $fixture) {
            copy(Photo::fixture($fixture), $this->site->uploads("photos/{$fixture}"));
            $ids[] = $this->site->addAttachment("photos/{$fixture}", 'image/jpeg');
        }

        return $ids;
    }

    /** @return list<int> */
    private function addMovedPhotos(int $count): array
    {
        $ids = $this->site->addPhotos($count);
        $this->bucket->takePhotos();

        return $ids;
    }

    private function moveAndForget(): void
    {
        $this->bucket->takePhotos();
        foreach (['palettes', 'colors'] as $table) {
            $this->site->query("DELETE FROM wp_photolibrary_{$table}");
        }
    }

    /** @return array<int, array<mixed>> by attachment */
    private function palettes(): array
    {
        $palettes = [];
        foreach ($this->query('attachment_id, palette') as $row) {
            $palettes[(int) $row['attachment_id']] = (array) json_decode((string) $row['palette'], true);
        }

        return $palettes;
    }

    /** @return list<array<string, int|string|null>> */
    private function query(string $columns): array
    {
        return $this->site->query("SELECT {$columns} FROM wp_photolibrary_palettes ORDER BY attachment_id");
    }

    /**
     * @param list<int>|null $pictures
     * @param array<string, bool|int> $options
     * @return array<mixed>
     */
    private function process(?array $pictures, array $options): array
    {
        $outcome = $this->site->wp('own', 'run', 'http', (string) json_encode($pictures), (string) json_encode($options));
        $result = json_decode($outcome->stdout, true);
        self::assertIsArray($result, $outcome->all());

        return $result;
    }
}
