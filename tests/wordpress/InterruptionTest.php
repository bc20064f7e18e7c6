<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PHPUnit\Framework\Attributes\DataProvider;

/**
 * A run may end at any time: what is done is stored, and the next run goes on.
 */
final class InterruptionTest extends SiteTestCase
{
    private const PHOTOS = 120;

    private Module $module;

    protected function setUp(): void
    {
        parent::setUp();
        $this->site->addPhotos(self::PHOTOS);
        $this->site->useProbe('signal');
        $this->site->useProbe('processes');
        $this->module = Module::copy("{$this->site->folder}/module");
    }

    /** @return iterable<string, array{int, string, list<string>}> */
    public static function signals(): iterable
    {
        yield 'Ctrl-C, threads' => [SIGINT, 'SIGINT', ['--workers=2']];
        yield 'Ctrl-C, one after another' => [SIGINT, 'SIGINT', ['--workers=0']];
        yield 'Ctrl-C, processes' => [SIGINT, 'SIGINT', ['--parallel=2']];
        yield 'Ctrl-C, threads in processes' => [SIGINT, 'SIGINT', ['--parallel=2', '--workers=2']];
        yield 'SIGTERM, processes' => [SIGTERM, 'SIGTERM', ['--batch-size=7']];
        yield 'SIGTERM, threads' => [SIGTERM, 'SIGTERM', ['--workers=2']];
        yield 'SIGTERM, one after another' => [SIGTERM, 'SIGTERM', ['--workers=0', '--batch-size=7']];
    }

    /** @param list<string> $options */
    #[DataProvider('signals')]
    public function testASignalEndsTheRunInGoodOrder(int $signal, string $name, array $options): void
    {
        $outcome = $this->interrupted($signal, 70, '--format=json', ...$options);

        self::assertSame(128 + $signal, $outcome->status, $outcome->all());
        $report = $this->reportOf($outcome);
        self::assertSame($name, $report['interrupted']);
        self::assertThat($report['processed'], self::logicalAnd(self::greaterThan(0), self::lessThanOrEqual(70)));
        self::assertSame(0, $report['failed'], 'An image that was not started has not failed.');
        self::assertCount($report['processed'], $this->withPalette(), 'The report tells what is stored.');
        self::assertMatchesRegularExpression(
            "/^Error: Interrupted by {$name} after {$report['processed']} palettes .*To go on:\nwp --path=\\S+ photolibrary sync_palettes --format=json " . implode(' ', $options) . '$/mD',
            trim($outcome->stderr),
        );

        $this->assertProcesses($report['mode'] === 'processes' ? $report['processes'] : 0);
        self::assertCounts(
            ['processed' => self::PHOTOS - $report['processed'], 'skipped' => $report['processed']],
            $this->sync(...$options),
        );
    }

    /** A terminal sends the signal to all that the command has started; the processes leave it to wp. */
    public function testCtrlCOnATerminalIsNoFailureOfTheProcesses(): void
    {
        $outcome = $this->site->run(
            ['photolibrary', 'sync_palettes', '--format=json', '--parallel=2'],
            ['SIGNAL' => (string) SIGINT, 'SIGNAL_AT' => '70', 'SIGNAL_GROUP' => '1'] + $this->module->environment(),
            'exec setsid "$@" </dev/null',
        );

        self::assertSame(130, $outcome->status, $outcome->all());
        self::assertCounts(['interrupted' => 'SIGINT', 'failed' => 0], $this->reportOf($outcome));
        self::assertGreaterThan(0, \count($this->withPalette()));
        $this->assertProcesses(2);
    }

    public function testTheTotalsSoFarAreInTheTableToo(): void
    {
        $outcome = $this->interrupted(SIGINT, 50);

        self::assertSame(130, $outcome->status, $outcome->all());
        $done = \count($this->withPalette());
        self::assertStringContainsString("\nprocessed\t{$done}\n", $outcome->stdout);
        self::assertStringContainsString("\ninterrupted\tSIGINT\n", $outcome->stdout);
        self::assertStringNotContainsString('Success', $outcome->stdout);
    }

    /** @return iterable<string, array{string, int}> */
    public static function modes(): iterable
    {
        yield 'threads' => ['--workers=2', 0];
        yield 'processes' => ['--parallel=2', 2];
    }

    #[DataProvider('modes')]
    public function testARunThatWasKilledIsSimplyRunAgain(string $option, int $processes): void
    {
        $outcome = $this->interrupted(SIGKILL, 90, '--batch-size=10', $option);

        self::assertSame(128 + SIGKILL, $outcome->status, $outcome->all());
        $done = \count($this->withPalette());
        self::assertThat($done, self::logicalAnd(self::greaterThan(0), self::lessThan(90)));
        self::assertSame(0, $done % 10, 'Batches are stored whole or not at all.');
        $this->assertProcesses($processes);
        $expected = [[$done, $done]];
        self::assertSame($expected, $this->site->numbers("SELECT
            (SELECT COUNT(DISTINCT attachment_id) FROM wp_photolibrary_colors),
            (SELECT COUNT(*) FROM wp_postmeta WHERE meta_key = '_pl_palette')"));

        self::assertCounts(['processed' => self::PHOTOS - $done, 'skipped' => $done], $this->sync());
        self::assertCount(self::PHOTOS, $this->withPalette());
    }

    /** What was computed again looks like what was up to date before. */
    public function testAForcedRunSaysThatItBeginsAgain(): void
    {
        $outcome = $this->interrupted(SIGINT, 20, '--format=json', '--force', '--max-images=100');

        self::assertSame(130, $outcome->status, $outcome->all());
        self::assertStringEndsWith("sync_palettes --format=json --force --max-images=100\n", $outcome->stderr);
        self::assertStringContainsString("To begin again:\nwp ", $outcome->stderr);
    }

    public function testALimitedRunGoesOnWithTheRest(): void
    {
        $outcome = $this->interrupted(SIGINT, 20, '--max-images=100', '--format=json', '--workers=0');

        self::assertSame(130, $outcome->status, $outcome->all());
        $rest = 100 - $this->reportOf($outcome)['processed'];
        self::assertStringEndsWith("sync_palettes --format=json --workers=0 --max-images={$rest}\n", $outcome->stderr);
        self::assertCounts(['processed' => $rest], $this->sync("--max-images={$rest}"));
    }

    public function testTheLineToGoOnHasTheOptionsOfPhp(): void
    {
        $outcome = $this->interruptedIn('exec php -d memory_limit=500M -d display_errors=1 "$@" </dev/null', SIGINT, 20);

        self::assertSame(130, $outcome->status, $outcome->all());
        self::assertStringContainsString("To go on:\nphp -d memory_limit=500M -d display_errors=1 ", $outcome->stderr);
    }

    public function testAForbiddenFunctionCostsOnlyTheGoodOrder(): void
    {
        $outcome = $this->site->run(
            ['photolibrary', 'sync_palettes', '--format=json', '--max-images=2'],
            $this->module->environment(),
            'exec php -d disable_functions=pcntl_signal "$@" </dev/null',
        );

        self::assertSucceeded($outcome);
        self::assertCounts(['processed' => 2], $this->reportOf($outcome));
    }

    public function testADryRunCanBeInterruptedToo(): void
    {
        $before = $this->site->dump();
        $outcome = $this->interrupted(SIGINT, 50, '--dry-run', '--format=json');

        self::assertSame(130, $outcome->status, $outcome->all());
        self::assertGreaterThan(0, $this->reportOf($outcome)['processed']);
        self::assertSame($before, $this->site->dump());
    }

    private function interrupted(int $signal, int $at, string ...$options): Outcome
    {
        return $this->interruptedIn('exec "$@" </dev/null', $signal, $at, ...$options);
    }

    private function interruptedIn(string $shell, int $signal, int $at, string ...$options): Outcome
    {
        return $this->site->run(
            ['photolibrary', 'sync_palettes', ...array_values($options)],
            ['SIGNAL' => (string) $signal, 'SIGNAL_AT' => (string) $at] + $this->module->environment(),
            $shell,
        );
    }

    /** At least so many ran, and none is left. */
    private function assertProcesses(int $count): void
    {
        self::assertThat(
            \count($this->module->processesOfRun()),
            $count === 0 ? self::identicalTo(0) : self::greaterThanOrEqual($count),
        );
        self::assertSame([], $this->module->leftovers());
    }
}
