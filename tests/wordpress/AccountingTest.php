<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PHPUnit\Framework\Attributes\DataProvider;

/**
 * Every attachment is counted exactly once, whatever becomes of it and however the run is cut. In the earlier plugin
 * the share of a child that had crashed was missing from the totals.
 */
final class AccountingTest extends SiteTestCase
{
    private const LOST = 7;
    private const BROKEN = 5;
    private const DRAWINGS = 4;
    private const REMOTE = 6;
    private const DONE = 20;

    /** @return iterable<string, array{int}> */
    public static function batchSizes(): iterable
    {
        yield 'one transaction an image' => [1];
        yield 'a size that divides nothing' => [7];
        yield 'the default' => [20];
        yield 'one transaction for all' => [10_000];
    }

    #[DataProvider('batchSizes')]
    public function testAMixedLibraryAddsUp(int $batchSize): void
    {
        $good = $this->addMixedLibrary();

        $report = $this->sync("--batch-size={$batchSize}", '--source=local');
        self::assertSame(1, $this->site->value('SELECT COUNT(DISTINCT attachments) FROM (SELECT COUNT(*) AS attachments FROM wp_photolibrary_palettes GROUP BY attachment_id)'));
        self::assertCounts([
            'total' => \count($good) + self::LOST + self::BROKEN + self::DRAWINGS + self::REMOTE,
            'processed' => \count($good) - self::DONE,
            'skipped' => self::DONE + self::DRAWINGS + self::REMOTE,
            'failed' => self::LOST + self::BROKEN,
        ], $report);
        self::assertEquals(
            ['up_to_date' => self::DONE, 'not_an_image' => self::DRAWINGS, 'remote' => self::REMOTE],
            $report['skipped_by_reason'],
        );
        self::assertEquals(['not_found' => self::LOST, 'unsupported' => self::BROKEN], $report['failed_by_reason']);
        self::assertSame($good, $this->withPalette());

        $again = $this->sync("--batch-size={$batchSize}", '--source=local');
        self::assertCounts(['total' => $report['total'], 'processed' => 0, 'skipped' => $report['total'], 'failed' => 0], $again);
    }

    /**
     * The earlier plugin's growing OFFSET over the shrinking set of images without palette passed over every other
     * batch. Here the images to do lie scattered among those that are done, over several pages.
     */
    public function testNoImageIsPassedOverWhileTheRunChangesTheTables(): void
    {
        $ids = $this->site->addPhotos(460);
        $this->sync();
        $stale = array_values(array_filter($ids, static fn(int $id): bool => $id % 3 !== 0));
        $this->site->query('DELETE FROM wp_photolibrary_palettes WHERE attachment_id % 3 <> 0');

        self::assertCounts(['processed' => \count($stale), 'skipped' => 460 - \count($stale)], $this->sync('--batch-size=10'));
        self::assertSame($ids, $this->withPalette());
    }

    public function testMaxImagesCountsImagesThatNeedWork(): void
    {
        $ids = $this->site->addPhotos(30);
        $this->sync(...array_map(strval(...), \array_slice($ids, 0, 10)));

        self::assertCounts(['processed' => 12, 'skipped' => 10, 'failed' => 0], $this->sync('--max-images=12'));
        self::assertSame(\array_slice($ids, 0, 22), $this->withPalette());
        self::assertCounts(['processed' => 8, 'skipped' => 22], $this->sync('--max-images=12'));
    }

    /** The earlier plugin's port took 0 for 100. */
    public function testMaxImagesZeroIsAll(): void
    {
        $this->site->addPhotos(130);

        self::assertCounts(['processed' => 130], $this->sync('--max-images=0'));
    }

    public function testNamedIdsAreCountedOnceEach(): void
    {
        [$first, $second] = $this->site->addPhotos(3);
        $document = $this->site->addAttachment('document.pdf', 'application/pdf');
        $post = (int) $this->site->value("SELECT ID FROM wp_posts WHERE post_type = 'post'");

        $outcome = $this->site->sync('--format=json', ...array_map(strval(...), [$second, $first, $second, $document, $post, 99999]));
        self::assertCounts(
            ['total' => 5, 'processed' => 2, 'skipped' => 3, 'failed' => 0, 'skipped_by_reason' => ['not_an_image' => 3]],
            $this->reportOf($outcome),
        );
        foreach ([$document, $post, 99999] as $id) {
            self::assertStringContainsString("Warning: {$id} is not an image", $outcome->stderr);
        }
        self::assertSame([$first, $second], $this->withPalette());
    }

    public function testAnEmptyLibraryIsSuccess(): void
    {
        self::assertCounts(['total' => 0, 'processed' => 0], $this->sync());
        $outcome = $this->site->sync();
        self::assertSucceeded($outcome);
    }

    public function testDamagedRecordsAreFailuresOfTheirOwn(): void
    {
        [$good] = $this->site->addPhotos(1);
        $records = [
            'no file' => $this->site->addAttachment('', 'image/jpeg'),
            'a folder' => $this->site->addAttachment('photos', 'image/jpeg'),
            'a file name with NUL' => $this->site->addAttachment("photos/0.jpg\0.jpg", 'image/jpeg'),
            'a name that is not UTF-8' => $this->site->addAttachment("photos/\xE9t\xE9.jpg", 'image/jpeg'),
            'a name with an emoji' => $this->site->addAttachment('photos/🏔.jpg', 'image/jpeg'),
            'a stream wrapper' => $this->site->addAttachment('php://stdin', 'image/jpeg'),
        ];
        $odd = $this->site->addAttachment('photos/0.jpg', 'image/jpeg');
        $this->site->query("UPDATE wp_postmeta SET meta_value = 'O:8:\"stdClass\":1:{' WHERE post_id = ? AND meta_key = '_wp_attachment_metadata'", $odd);

        $report = $this->sync('--batch-size=100');
        self::assertCounts(['total' => 8, 'processed' => 2, 'failed' => 6], $report);
        self::assertSame([$good, $odd], $this->withPalette());
        self::assertEquals(['not_found' => 5, 'unreadable' => 1], $report['failed_by_reason']);
        self::assertSame('unreadable', $this->site->value('SELECT reason FROM wp_photolibrary_palettes WHERE attachment_id = ?', $records['a folder']));
    }

    /** @return list<int> the photos among them, in order */
    private function addMixedLibrary(): array
    {
        $this->site->addCode('bucket', "add_filter('wp_get_attachment_url', static fn(string \$url): string =>
            str_contains(\$url, 'moved') ? str_replace('photolibrary.test', 'bucket.example', \$url) : \$url);");
        $good = $this->site->addPhotos(self::DONE);
        $this->sync();
        for ($i = 0; $i < self::LOST; ++$i) {
            $this->site->addAttachment("photos/lost-{$i}.jpg", 'image/jpeg');
        }
        $good = [...$good, ...$this->addMorePhotos(100)];
        for ($i = 0; $i < self::BROKEN; ++$i) {
            file_put_contents($this->site->uploads("photos/broken-{$i}.jpg"), "This is no image: {$i}");
            $this->site->addAttachment("photos/broken-{$i}.jpg", 'image/jpeg');
        }
        for ($i = 0; $i < self::DRAWINGS; ++$i) {
            $this->site->addAttachment("photos/drawing-{$i}.svg", 'image/svg+xml');
        }
        $good = [...$good, ...$this->addMorePhotos(90)];
        for ($i = 0; $i < self::REMOTE; ++$i) {
            $this->site->addAttachment("photos/moved-{$i}.jpg", 'image/jpeg', ['width' => 4000, 'height' => 3000]);
        }

        return $good;
    }

    /** @return list<int> */
    private function addMorePhotos(int $count): array
    {
        return array_map(
            fn(): int => $this->site->addAttachment('photos/0.jpg', 'image/jpeg', ['width' => 80, 'height' => 60]),
            range(1, $count),
        );
    }
}
