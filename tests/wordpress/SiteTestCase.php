<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PHPUnit\Framework\TestCase;

/**
 * A test with a site of its own.
 *
 * @phpstan-type Report array{site: string, mode: string, processes: int, workers: int, sandbox: list<string>|null, dry_run: bool, total: int, processed: int, skipped: int, failed: int, skipped_by_reason: array<string, int>, failed_by_reason: array<string, int>, seconds: float|int, images_per_second: float|int, interrupted: string|null, failures: list<array{id: int, reason: string, message: string, known: bool}>}
 */
abstract class SiteTestCase extends TestCase
{
    protected Site $site;

    protected function setUp(): void
    {
        $this->site = Site::copy();
    }

    protected function tearDown(): void
    {
        $this->site->remove();
    }

    /**
     * Runs sync_palettes; its report must add up.
     *
     * @return Report
     */
    protected function sync(string ...$options): array
    {
        return $this->reportOf($this->site->sync('--format=json', ...$options));
    }

    /** @return Report */
    protected function reportOf(Outcome $outcome): array
    {
        self::assertJson($outcome->stdout, $outcome->all());
        $report = json_decode($outcome->stdout, true);
        self::assertIsArray($report);

        /** @var Report $report */
        self::assertSame($report['total'], $report['processed'] + $report['skipped'] + $report['failed'], $outcome->all());
        self::assertSame($report['skipped'], array_sum($report['skipped_by_reason']), $outcome->all());
        self::assertSame($report['failed'], array_sum($report['failed_by_reason']), $outcome->all());
        if ($report['interrupted'] === null) {
            self::assertSame($report['failed'] === 0 ? 0 : 1, $outcome->status, $outcome->all());
        }

        return $report;
    }

    /**
     * @param array<string, mixed> $expected
     * @param array<string, mixed> $report
     */
    protected static function assertCounts(array $expected, array $report): void
    {
        self::assertEquals($expected, array_intersect_key($report, $expected), (string) json_encode($report, JSON_PRETTY_PRINT));
    }

    protected static function assertSucceeded(Outcome $outcome): void
    {
        self::assertSame(0, $outcome->status, $outcome->all());
        self::assertSame('', $outcome->stderr, $outcome->all());
    }

    /** One clear error, and nothing on STDOUT. */
    protected static function assertRefused(string $message, Outcome $outcome): void
    {
        self::assertSame(1, $outcome->status, $outcome->all());
        self::assertStringContainsString("Error: {$message}", $outcome->stderr);
        self::assertSame('', $outcome->stdout, $outcome->all());
    }

    /** @return string what the first group of the pattern matches in the text */
    protected static function matchIn(string $text, string $pattern): string
    {
        self::assertMatchesRegularExpression($pattern, $text);
        preg_match($pattern, $text, $match);

        return $match[1] ?? '';
    }

    /** @return list<int> attachments that have a palette */
    protected function withPalette(): array
    {
        return array_column(
            $this->site->numbers("SELECT attachment_id FROM wp_photolibrary_palettes WHERE status = 'ok' ORDER BY 1"),
            0,
        );
    }
}
