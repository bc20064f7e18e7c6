<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * --dry-run computes all and writes nothing, anywhere.
 */
final class DryRunTest extends SiteTestCase
{
    public function testTheDatabaseKeepsEveryByte(): void
    {
        $this->addLibrary();
        $this->sync('--max-images=10');
        $before = $this->site->dump();

        foreach ([[], ['--force'], ['--workers=0', '--retry-failed'], ['--workers=2', '--colors=9'], ['--parallel=2', '--force']] as $options) {
            $report = $this->sync('--dry-run', ...$options);
            self::assertTrue($report['dry_run']);
            self::assertGreaterThan(0, $report['processed']);
            self::assertSame($before, $this->site->dump());
        }
    }

    public function testNotEvenTablesAreMade(): void
    {
        $this->addLibrary();
        $this->site->dropTables();
        $before = $this->site->dump();

        self::assertCounts(['processed' => 24, 'failed' => 1], $this->sync('--dry-run'));
        self::assertFalse($this->site->hasTables());
        self::assertSame($before, $this->site->dump());
    }

    public function testItMeasures(): void
    {
        $this->site->addPhotos(5);
        $outcome = $this->site->sync('--dry-run');

        self::assertSucceeded($outcome);
        self::assertMatchesRegularExpression('/images_per_second\t(?!0$)[\d.]+/', $outcome->stdout);
        self::assertStringContainsString('Success: Computed 5 of 5 palettes.', $outcome->stdout);
    }

    public function testWhereNothingIsToBeDoneItSaysHowToMeasure(): void
    {
        $this->site->addPhotos(3);
        $this->sync();
        $hint = "Warning: Nothing was computed: no image needs a new palette. Add --force to compute them all and measure the speed.\n";

        $outcome = $this->site->sync('--dry-run');
        self::assertSame([0, $hint], [$outcome->status, $outcome->stderr], $outcome->all());
        self::assertSucceeded($this->site->sync('--dry-run', '--force'));
        self::assertSucceeded($this->site->sync());
    }

    private function addLibrary(): void
    {
        $this->site->addPhotos(24);
        $this->site->addAttachment('photos/lost.jpg', 'image/jpeg');
    }
}
