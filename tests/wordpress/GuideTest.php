<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PHPUnit\Framework\Attributes\DataProvider;

/**
 * The commands of the earlier plugin's guide, as they stand there, with STDIN closed.
 */
final class GuideTest extends SiteTestCase
{
    /** @return iterable<string, array{string, int}> the command, and the palettes there are after it */
    public static function commands(): iterable
    {
        yield 'four processes' => ['wp photolibrary sync_palettes --parallel=4', 40];
        yield 'processes, with other options' => ['wp photolibrary sync_palettes --parallel=4 --batch-size=10 --force', 40];
        yield 'three workers' => ['wp photolibrary sync_palettes --workers=3', 40];
        yield 'workers, simulated' => ['wp photolibrary sync_palettes --workers=5 --dry-run', 0];
        yield 'a large server' => ['wp photolibrary sync_palettes --parallel=4 --batch-size=50 --workers=2', 40];
        yield 'a small server' => ['wp photolibrary sync_palettes --workers=2 --batch-size=20', 40];
        yield 'a measurement' => ['wp photolibrary sync_palettes --parallel=8 --max-images=100 --dry-run', 0];
        yield 'debugging' => ['wp photolibrary sync_palettes --parallel=4 --debug', 40];
        yield 'a strategy for each way' => ['for way in fork workers http-pool; do wp photolibrary sync_palettes --strategy=$way || exit; done', 40];
        yield 'statistics' => ['wp photolibrary stats', 0];
    }

    #[DataProvider('commands')]
    public function testACommandOfTheGuideRunsAsItStandsThere(string $command, int $palettes): void
    {
        $this->site->addPhotos(40);

        $outcome = $this->site->run([], shell: "PATH=\$(dirname \"\$1\"):\$PATH; {$command} <&-");
        self::assertSame(0, $outcome->status, $outcome->all());
        self::assertCount($palettes, $this->withPalette());
    }
}
