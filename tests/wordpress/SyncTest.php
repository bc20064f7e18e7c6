<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PhotoLibrary\Color;

/**
 * What a run stores, and what the next one does.
 */
final class SyncTest extends SiteTestCase
{
    public function testASecondRunHasNothingToDo(): void
    {
        $ids = $this->site->addPhotos(30);

        self::assertCounts(['processed' => 30, 'skipped' => 0, 'failed' => 0], $this->sync());
        self::assertSame($ids, $this->withPalette());

        $again = $this->sync();
        self::assertCounts(['processed' => 0, 'skipped' => 30, 'failed' => 0], $again);
        self::assertSame(['up_to_date' => 30], $again['skipped_by_reason']);
    }

    public function testTheWholePaletteIsStored(): void
    {
        [$id] = $this->site->addPhotos(1);
        $this->sync('--colors=4');

        [$row] = $this->site->query('SELECT * FROM wp_photolibrary_palettes');
        self::assertSame($id, $row['attachment_id']);
        self::assertSame('photos/0.jpg', $row['source']);
        self::assertSame(filesize($this->site->uploads('photos/0.jpg')), $row['source_bytes']);
        self::assertSame('srgb', $row['colour_space']);
        self::assertSame(1, $row['mirrored']);
        $palette = json_decode((string) $row['palette'], true);
        self::assertIsArray($palette);
        self::assertSame([80, 60], [$palette['width'], $palette['height']]);
        self::assertIsArray($palette['swatches']);
        self::assertCount(4, $palette['swatches']);

        $colors = $this->site->numbers('SELECT rgb, share, rank, l, a, b FROM wp_photolibrary_colors ORDER BY rank');
        self::assertSame(
            array_map(static fn(array $row): string => (new Color($row[0] >> 16, $row[0] >> 8 & 255, $row[0] & 255))->family()->value, $colors),
            array_column($this->site->query('SELECT family FROM wp_photolibrary_colors ORDER BY rank'), 'family'),
        );
        self::assertSame(
            array_map(static fn(mixed $swatch): mixed => \is_array($swatch) ? $swatch['color'] : null, $palette['swatches']),
            array_map(static fn(array $row): string => \sprintf('#%06x', $row[0]), $colors),
        );
        self::assertEqualsWithDelta(10_000, array_sum(array_column($colors, 1)), 4);
        self::assertSame([0, 1, 2, 3], array_column($colors, 2));
        foreach ($colors as [$rgb, , , $lightness, $a, $b]) {
            $lab = (new Color($rgb >> 16, $rgb >> 8 & 255, $rgb & 255))->toOklab();
            self::assertEqualsWithDelta($lab, [$lightness / 10_000, $a / 10_000, $b / 10_000], 0.0001);
        }
        self::assertSame(
            array_map(
                static fn(array $row): array => [$row[0] >> 16, $row[0] >> 8 & 255, $row[0] & 255],
                \array_slice($colors, 0, 3),
            ),
            unserialize($this->site->text("SELECT meta_value FROM wp_postmeta WHERE meta_key = '_pl_palette'")),
        );
    }

    public function testNoPathAndNoUrlIsStored(): void
    {
        $this->site->addPhotos(2);
        $this->site->addAttachment('photos/lost.jpg', 'image/jpeg');
        $this->sync();

        $stored = json_encode([
            $this->site->query('SELECT * FROM wp_photolibrary_palettes'),
            $this->site->query('SELECT * FROM wp_photolibrary_colors'),
        ], JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
        self::assertStringContainsString('not_found', $stored);
        self::assertStringNotContainsString($this->site->folder, $stored);
        self::assertStringNotContainsString('://', $stored);
    }

    public function testAReplacedPhotoIsDoneAgain(): void
    {
        $ids = $this->site->addPhotos(3);
        $this->sync();
        $before = $this->colorsOf($ids[1]);

        Photo::write($this->site->uploads('photos/1.jpg'), 80, 60, 4711);
        touch($this->site->uploads('photos/1.jpg'), time() + 10);

        self::assertCounts(['processed' => 1, 'skipped' => 2], $this->sync());
        self::assertNotSame($before, $this->colorsOf($ids[1]));
    }

    public function testOtherParametersAreDoneAgain(): void
    {
        $this->site->addPhotos(2);
        $this->sync();

        self::assertCounts(['processed' => 2], $this->sync('--colors=3'));
        self::assertCounts(['processed' => 2], $this->sync('--colors=3', '--style=representative'));
        self::assertCounts(['processed' => 0], $this->sync('--colors=3', '--style=representative'));
        self::assertSame(3, $this->site->value('SELECT MAX(rank) + 1 FROM wp_photolibrary_colors'));
    }

    /** One key for writing, choosing and counting: the earlier plugin had three, and its coverage was always 0. */
    public function testTheCountsReadWhatTheRunWrote(): void
    {
        $this->site->addPhotos(4);
        $this->sync('--max-images=3');

        $stats = json_decode($this->site->wp('photolibrary', 'stats', '--format=json')->stdout, true);
        self::assertIsArray($stats);
        self::assertSame([4, 3, 75], [$stats['total'], $stats['with_palette'], $stats['coverage']]);
        self::assertSame(3, $this->site->value("SELECT COUNT(*) FROM wp_postmeta WHERE meta_key LIKE '%pl_palette'"));
    }

    /** The earlier plugin's --force returned what was stored, and would have added a second meta row. */
    public function testForceComputesAgainAndKeepsOneMetaRow(): void
    {
        [$id] = $this->site->addPhotos(1);
        foreach ([[[1, 2, 3]], [[4, 5, 6]]] as $old) {
            $this->site->addMeta($id, '_pl_palette', serialize($old));
        }
        $this->sync();
        self::assertSame(1, $this->site->value("SELECT COUNT(*) FROM wp_postmeta WHERE meta_key = '_pl_palette'"));

        $run = $this->site->value('SELECT run_id FROM wp_photolibrary_palettes');
        $this->site->query("UPDATE wp_postmeta SET meta_value = 'x' WHERE meta_key = '_pl_palette'");
        self::assertCounts(['processed' => 1], $this->sync('--force'));
        self::assertNotSame($run, $this->site->value('SELECT run_id FROM wp_photolibrary_palettes'));
        self::assertSame(1, $this->site->value("SELECT COUNT(*) FROM wp_postmeta WHERE meta_key = '_pl_palette'"));
        self::assertSame(1, $this->site->value("SELECT COUNT(*) FROM wp_postmeta WHERE meta_key = '_pl_palette' AND meta_value LIKE 'a:3:%'"));
    }

    /** The earlier plugin's isset() took --no-force for --force. */
    public function testNoForceIsNoForce(): void
    {
        $this->site->addPhotos(2);
        $this->sync();

        self::assertCounts(['processed' => 0, 'skipped' => 2], $this->sync('--no-force'));
        self::assertFalse($this->sync('--no-dry-run', '--no-retry-failed')['dry_run']);
    }

    /** The earlier plugin called it an error. */
    public function testTheSamePaletteAgainIsSuccess(): void
    {
        $ids = $this->site->addPhotos(2);
        $this->sync();
        $before = $this->colorsOf($ids[0]);

        self::assertCounts(['processed' => 2, 'failed' => 0], $this->sync('--force'));
        self::assertSame($before, $this->colorsOf($ids[0]));
    }

    /** The earlier plugin recorded failures nowhere, and tried them every night. */
    public function testAKnownFailureIsSkippedUntilThereIsReasonToTry(): void
    {
        $this->site->addPhotos(1);
        copy(Photo::fixture('empty.jpg'), $this->site->uploads('photos/empty.jpg'));
        $bad = $this->site->addAttachment('photos/empty.jpg', 'image/jpeg');

        $first = $this->sync();
        self::assertCounts(['processed' => 1, 'failed' => 1], $first);
        self::assertSame(['corrupt' => 1], $first['failed_by_reason']);
        self::assertSame([[$bad, 'corrupt', false]], self::listed($first));

        $second = $this->sync();
        self::assertCounts(['processed' => 0, 'skipped' => 2, 'failed' => 0], $second);
        self::assertSame(1, $second['skipped_by_reason']['known_failure']);
        self::assertSame([[$bad, 'corrupt', true]], self::listed($second));

        self::assertCounts(['failed' => 1, 'skipped' => 0], $this->sync((string) $bad));
        self::assertCounts(['failed' => 1, 'skipped' => 1], $this->sync('--retry-failed'));
        self::assertCounts(['failed' => 1, 'processed' => 1], $this->sync('--force'));
        self::assertCounts(['failed' => 0, 'skipped' => 2], $this->sync('--colors=5'));

        Photo::write($this->site->uploads('photos/empty.jpg'), 80, 60, 1);
        self::assertCounts(['processed' => 1, 'failed' => 0], $this->sync());
        self::assertSame('', $this->site->value('SELECT reason FROM wp_photolibrary_palettes WHERE attachment_id = ?', $bad));
    }

    public function testAFailureLeavesTheEarlierPalette(): void
    {
        [$id] = $this->site->addPhotos(1);
        $this->sync();
        $before = $this->colorsOf($id);
        file_put_contents($this->site->uploads('photos/0.jpg'), 'no image');

        self::assertCounts(['failed' => 1], $this->sync());
        self::assertSame($before, $this->colorsOf($id));
        self::assertSame(['failed', 'unsupported'], array_values($this->site->query('SELECT status, reason FROM wp_photolibrary_palettes')[0]));
    }

    public function testAUsersOverrideSurvivesForce(): void
    {
        [$id] = $this->site->addPhotos(1);
        $this->sync();
        $override = '{"swatches":[{"color":"#102030","share":0.75},{"color":"#405060","share":0.25}]}';
        $this->site->query('UPDATE wp_photolibrary_palettes SET override = ?', $override);

        self::assertCounts(['processed' => 1], $this->sync('--force'));
        self::assertSame($override, $this->site->value('SELECT override FROM wp_photolibrary_palettes'));
        self::assertSame([[0x102030, 7500], [0x405060, 2500]], $this->colorsOf($id));
        self::assertSame(
            serialize([[0x10, 0x20, 0x30], [0x40, 0x50, 0x60]]),
            $this->site->value("SELECT meta_value FROM wp_postmeta WHERE meta_key = '_pl_palette'"),
        );
    }

    public function testEveryModeStoresTheSame(): void
    {
        $this->site->addPhotos(25);
        $this->site->upload(Photo::fixture('p3.heic'), Photo::fixture('alpha.png'));
        $modes = [
            ['sequential', '--workers=0'],
            ['workers', '--workers=2'],
            ['processes', '--parallel=2'],
            ['processes', '--parallel=2', '--workers=2'],
            ['processes'],
        ];
        $stored = [];
        foreach ($modes as $options) {
            $mode = array_shift($options);
            self::assertCounts(['mode' => $mode, 'processed' => 27], $this->sync('--force', ...$options));
            $stored[] = $this->site->query('SELECT attachment_id, source, fingerprint, params_hash, colour_space, palette
                FROM wp_photolibrary_palettes ORDER BY attachment_id');
        }
        self::assertSame(array_fill(0, \count($modes), $stored[0]), $stored);
    }

    public function testTheCachesOfWordPressAreNotLeftBehind(): void
    {
        [$id] = $this->site->addPhotos(1);
        // One process: the meta is cached before the run and read after it.
        $this->site->addCode('before', "add_action('init', static fn() => get_post_meta({$id}, '_pl_palette', true));
            add_action('shutdown', static fn() => fwrite(STDERR, 'meta: ' . count((array) get_post_meta({$id}, '_pl_palette', true))));");

        self::assertStringContainsString('meta: 3', $this->site->sync('--format=json')->stderr);
    }

    public function testAnAttachmentIsDeletedAlsoWhereTheTablesAreGone(): void
    {
        [$id] = $this->site->addPhotos(1);
        $this->site->dropTables();

        self::assertSame(0, $this->site->wp('post', 'delete', (string) $id, '--force')->status);
        self::assertNull($this->site->value('SELECT ID FROM wp_posts WHERE ID = ?', $id));
    }

    public function testADeletedAttachmentLeavesNoRows(): void
    {
        [$gone, $kept] = $this->site->addPhotos(2);
        $this->sync();

        self::assertSame(0, $this->site->wp('post', 'delete', (string) $gone, '--force')->status);
        self::assertSame([$kept], $this->withPalette());
        self::assertSame([[$kept]], $this->site->numbers('SELECT DISTINCT attachment_id FROM wp_photolibrary_colors'));
    }

    /** @return list<list<int>> colour and share by rank */
    private function colorsOf(int $id): array
    {
        return $this->site->numbers('SELECT rgb, share FROM wp_photolibrary_colors WHERE attachment_id = ? ORDER BY rank', $id);
    }

    /**
     * @param array{failures: list<array{id: int, reason: string, known: bool}>} $report
     * @return list<array{int, string, bool}>
     */
    private static function listed(array $report): array
    {
        return array_map(static fn(array $failure): array => [$failure['id'], $failure['reason'], $failure['known']], $report['failures']);
    }
}
