<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PHPUnit\Framework\Attributes\DataProvider;

/**
 * The trait that the earlier plugin's guide names, used by a command of somebody else.
 */
final class TraitTest extends SiteTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        $this->site->useProbe('own_command');
    }

    public function testEveryMethodDoesTheWorkAndCountsIt(): void
    {
        $ids = $this->site->addPhotos(10);
        $lost = $this->site->addAttachment('photos/lost.jpg', 'image/jpeg');

        self::assertSame(
            ['processed' => 4, 'skipped' => 0, 'errors' => 1, 'failed' => 1],
            $this->process('sequential', [...\array_slice($ids, 0, 4), $lost]),
        );
        self::assertSame(
            ['processed' => 6, 'skipped' => 4, 'errors' => 0, 'failed' => 0],
            $this->process('workers', array_map(static fn(int $id): array => ['id' => $id], $ids)),
        );
        self::assertSame($ids, $this->withPalette());
        self::assertSame(
            ['processed' => 10, 'skipped' => 0, 'errors' => 1, 'failed' => 1],
            $this->process('workers', null, ['force' => true, 'count' => 2]),
        );
        self::assertSame(
            ['processed' => 2, 'skipped' => 8, 'errors' => 1, 'failed' => 1],
            $this->process('processes', [...$this->stale(2), ...\array_slice($ids, 2), $lost]),
        );
    }

    /** @return iterable<string, array{string}> */
    public static function methods(): iterable
    {
        yield 'processes' => ['processes'];
        yield 'threads' => ['workers'];
        yield 'what is best here' => ['http'];
    }

    #[DataProvider('methods')]
    public function testASignalEndsTheProcessWhenWhatIsComputedIsStored(string $method): void
    {
        $this->site->addPhotos(60);
        $this->site->useProbe('signal');
        $outcome = $this->site->run(
            ['own', 'run', $method, 'null', '[]'],
            ['SIGNAL' => (string) SIGINT, 'SIGNAL_AT' => '50'],
        );

        self::assertSame(130, $outcome->status, $outcome->all());
        self::assertThat(\count($this->withPalette()), self::logicalAnd(self::greaterThan(0), self::lessThan(60)));
    }

    public function testADryRunWritesNothing(): void
    {
        $ids = $this->site->addPhotos(3);
        $before = $this->site->dump();

        self::assertSame(3, $this->process('sequential', $ids, ['dry_run' => true])['processed'] ?? null);
        self::assertSame($before, $this->site->dump());
    }

    /** In the earlier plugin an empty list was a ValueError, 0 a DivisionByZeroError, and nothing was too many. */
    public function testEmptyListsAndOddCountsAreNoAccidents(): void
    {
        $nothing = ['processed' => 0, 'skipped' => 0, 'errors' => 0, 'failed' => 0];
        [$id] = $this->site->addPhotos(1);

        self::assertSame($nothing, $this->process('sequential', []));
        foreach (['workers', 'processes', 'http'] as $method) {
            self::assertSame($nothing, $this->process($method, []));
            self::assertSame(1, $this->process($method, [$id], ['count' => 0, 'force' => true])['processed'] ?? null);
            foreach ([-1, 257] as $count) {
                self::assertSame('ValueError', $this->process($method, [$id], ['count' => $count])[0] ?? null);
            }
        }
    }

    public function testAPictureWithoutIdIsRefused(): void
    {
        foreach (['abc', 0, -1, '1.5', null, ['title' => 'x']] as $picture) {
            self::assertSame(
                ['InvalidArgumentException', 'Picture 0 has no attachment id.'],
                $this->process('sequential', [$picture]),
            );
        }
    }

    /** @return list<int> so many photos that have changed */
    private function stale(int $count): array
    {
        $ids = \array_slice($this->withPalette(), 0, $count);
        foreach ($ids as $id) {
            $this->site->query("UPDATE wp_photolibrary_palettes SET fingerprint = '' WHERE attachment_id = ?", $id);
        }

        return $ids;
    }

    /**
     * @param list<mixed>|null $pictures
     * @param array<string, bool|int> $options
     * @return array<mixed>
     */
    private function process(string $method, ?array $pictures, array $options = []): array
    {
        $outcome = $this->site->wp('own', 'run', $method, (string) json_encode($pictures), (string) json_encode($options));
        $result = json_decode($outcome->stdout, true);
        self::assertIsArray($result, $outcome->all());

        return $result;
    }
}
