<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

use PHPUnit\Framework\Attributes\DataProvider;

/**
 * Isolated processes: what is told about them, what they bear, and what stands in for them.
 */
final class ProcessesTest extends SiteTestCase
{
    /** Larger than the children of an engine that gives up after this many deaths in a row can bear. */
    private const STORM = 60;

    public function testTheReportTellsWhatConfinesThem(): void
    {
        $this->site->addPhotos(3);

        self::assertContains('no_new_privs', $this->sync('--parallel=2')['sandbox'] ?? []);
        self::assertNull($this->sync('--parallel=2')['sandbox'], 'No image was read.');
        self::assertSame([], $this->sync('--workers=2', '--force')['sandbox']);
        self::assertMatchesRegularExpression(
            '~\nmode\tprocesses\nprocesses\t2\nworkers\t1\nsandbox\t(\w+, )*no_new_privs(, \w+)*\n~',
            $this->site->sync('--parallel=2', '--force')->stdout,
        );
        $debug = $this->site->sync('--parallel=2', '--workers=2', '--force', '--debug=photolibrary')->stderr;
        self::assertStringContainsString('computing: {"mode":"processes","processes":2,"workers":2}', $debug);
        self::assertMatchesRegularExpression('/computed: .*"sandbox":\[[^]]*"no_new_privs"/', $debug);
    }

    /** @return iterable<string, array{list<string>, int}> */
    public static function niceness(): iterable
    {
        yield 'by itself' => [[], 10];
        yield 'as asked for' => [['--parallel=2', '--nice=7'], 7];
        yield 'none' => [['--parallel=1', '--nice=0'], 0];
    }

    /** @param list<string> $options */
    #[DataProvider('niceness')]
    public function testTheyStandBackForOthers(array $options, int $niceness): void
    {
        $this->site->addPhotos(60);
        $this->site->useProbe('processes');
        $module = Module::copy("{$this->site->folder}/module");
        $outcome = $this->runWith($module, ...$options);

        self::assertCounts(['mode' => 'processes', 'processed' => 60], $this->reportOf($outcome));
        $expected = min(19, (int) pcntl_getpriority() + $niceness);
        $children = array_filter($module->processesOfRun(), static fn(array $numbers): bool => $numbers[0] === $expected);
        self::assertNotEmpty($children);
        foreach ($niceness === 0 ? [] : $children as $numbers) {
            self::assertSame([$expected], array_unique($numbers), 'The session stands back as well.');
        }
        self::assertSame([], $module->leftovers());
    }

    public function testAFileThatCrashesTheDecoderIsALineInTheReport(): void
    {
        $module = $this->moduleThatCrashesOnJpeg();
        $bad = $this->site->addPhotos(2);
        $good = $this->site->upload(Photo::fixture('alpha.png'), Photo::fixture('p3.png'));
        $outcome = $this->runWith($module);

        $report = $this->reportOf($outcome);
        self::assertCounts(['processed' => 2, 'failed' => 2, 'failed_by_reason' => ['crashed' => 2]], $report);
        self::assertSame($good, $this->withPalette());
        self::assertEqualsCanonicalizing($bad, array_column($report['failures'], 'id'));
        self::assertStringContainsString('SIGILL', $report['failures'][0]['message']);
        self::assertCounts(['processed' => 0, 'skipped' => 4], $this->reportOf($this->runWith($module)));
        self::assertSame([], $module->leftovers());
    }

    public function testAStormOfCrashesEndsTheRunWithAnErrorAndNothingIsLost(): void
    {
        $module = $this->moduleThatCrashesOnJpeg();
        $ids = $this->site->addPhotos(self::STORM);
        $outcome = $this->runWith($module, '--parallel=2');

        self::assertSame(1, $outcome->status, $outcome->all());
        self::assertMatchesRegularExpression(
            '/^Error: .+ What this run stored before is kept\. Run the command again to go on; add --retry-failed to try failed images again\.$/D',
            trim($outcome->stderr),
        );
        $report = $this->reportOf($outcome);
        $recorded = $this->site->numbers('SELECT attachment_id FROM wp_photolibrary_palettes');
        self::assertSame(['crashed' => \count($recorded)], $report['failed_by_reason']);
        self::assertCounts(['processed' => 0, 'skipped' => 0, 'failed' => \count($recorded)], $report);
        self::assertThat(\count($recorded), self::logicalAnd(self::greaterThan(0), self::lessThan(self::STORM)));
        self::assertSame([], $module->leftovers());

        self::assertCounts(
            ['processed' => self::STORM - \count($recorded), 'skipped' => \count($recorded), 'failed' => 0],
            $this->sync(),
        );
        self::assertCounts(['processed' => \count($recorded)], $this->sync('--retry-failed'));
        self::assertSame($ids, $this->withPalette());
    }

    public function testWhereTheyCannotStartThreadsDoWhatNobodyAskedProcessesFor(): void
    {
        $ids = $this->site->addPhotos(3);
        $outcome = $this->runWith($this->moduleWithoutProcesses());

        self::assertCounts(['mode' => 'workers', 'processed' => 3], $this->reportOf($outcome));
        self::assertMatchesRegularExpression(
            '~^Warning: .*/nowhere/php.* Going on with \d+ threads, which are not isolated\.$~D',
            trim($outcome->stderr),
        );
        self::assertSame($ids, $this->withPalette());
    }

    /** A child that is forked while threads compute has neither them nor any of its own. */
    public function testWhereThreadsCannotStartEitherOneImageFollowsAnother(): void
    {
        $ids = $this->site->addPhotos(3);
        $this->site->useProbe('forked');
        $outcome = $this->runWith($this->moduleWithoutProcesses());

        self::assertCounts(['mode' => 'sequential', 'processed' => 3], $this->reportOf($outcome));
        self::assertMatchesRegularExpression(
            '~^Warning: .*/nowhere/php.* Going on with one image after another, not isolated\.$~D',
            trim($outcome->stderr),
        );
        self::assertSame($ids, $this->withPalette());
    }

    /** @return iterable<string, array{string}> */
    public static function explicitChoices(): iterable
    {
        yield 'a number' => ['--parallel=2'];
        yield 'auto' => ['--parallel=auto'];
        yield 'the strategy' => ['--strategy=processes'];
        yield 'its earlier name' => ['--strategy=fork'];
    }

    #[DataProvider('explicitChoices')]
    public function testWhereTheyCannotStartAskingForThemIsAnError(string $option): void
    {
        $this->site->addPhotos(3);
        $outcome = $this->runWith($this->moduleWithoutProcesses(), $option);

        self::assertSame(['', 1], [$outcome->stdout, $outcome->status], $outcome->all());
        self::assertMatchesRegularExpression('~^Error: .*/nowhere/php.*photolibrary\.php_binary~s', $outcome->stderr);
        self::assertSame([], $this->withPalette());
    }

    private function runWith(Module $module, string ...$options): Outcome
    {
        return $this->site->run(['photolibrary', 'sync_palettes', '--format=json', ...array_values($options)], $module->environment());
    }

    private function moduleWithoutProcesses(): Module
    {
        return Module::copy("{$this->site->folder}/module", ['photolibrary.php_binary' => '/nowhere/php']);
    }

    /** Its processes are bound to a libjpeg that crashes; PHP itself is not. */
    private function moduleThatCrashesOnJpeg(): Module
    {
        $folder = "{$this->site->folder}/module";
        mkdir($folder);
        exec('c++ -shared -fPIC -x c++ -o ' . escapeshellarg("{$folder}/audit.so") . ' ' . escapeshellarg(__DIR__ . '/probes/audit.cpp'), result_code: $status);
        self::assertSame(0, $status);
        file_put_contents("{$folder}/php", "#!/bin/sh\nLD_AUDIT={$folder}/audit.so exec " . PHP_BINARY . " \"\$@\"\n");
        chmod("{$folder}/php", 0o755);

        return Module::copy($folder, ['photolibrary.php_binary' => "{$folder}/php"]);
    }
}
