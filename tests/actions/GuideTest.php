<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Config\SettingsFile;
use PHPUnit\Framework\TestCase;

/**
 * The guide, line by line.
 */
final class GuideTest extends TestCase
{
    private const LOG = 'logs/production/orchestrator.log';

    public function testTheSmallestConfigurationKeepsAllDefaults(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->configure("# inventory/production/config.yml\nmax_parallel_workers: 3\n");
        $settings = SettingsFile::load($site->environment());
        self::assertSame([3, true, 1.0, 100], [
            $settings->maxParallelWorkers,
            $settings->healthCheckEnabled,
            $settings->refreshInterval,
            $settings->logRetentionLines,
        ]);
    }

    public function testTheAdvancedConfiguration(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $site->configure((string) file_get_contents(__DIR__ . '/../../examples/actions/advanced.yml'));
        $settings = SettingsFile::load($site->environment());
        self::assertSame([5, true, 30.0], [$settings->maxParallelWorkers, $settings->healthCheckEnabled, $settings->healthCheckTimeout]);
    }

    /** Provision and deploy on all servers with three workers, and look at the logs. */
    public function testTheManualTestRunsActionsOnThreeServersAtOnce(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02', 'web-03']);
        $site->configure("max_parallel_workers: 3\nhealth_check_enabled: false\n");
        foreach (['provision', 'deploy'] as $number => $kind) {
            $program = $site->start([$kind, 'production']);
            $site->wait(static fn(Site $site): bool => $site->count("begin {$kind}") === 3, "three of {$kind} at once");
            self::assertSame(0, $site->count("end {$kind}"));
            $site->open();
            $run = $program->end();
            self::assertSame(0, $run->exitCode, $run->errors);
            unlink($site->project->path('farm/gates/all'));
            $lines = self::lines($run->errors);
            self::assertSame('[ORCHESTRATOR] Running in PARALLEL mode with 3 workers', $lines[0]);
            self::assertSame(['[ORCHESTRATOR] Worker 1 started', '[ORCHESTRATOR] Worker 2 started', '[ORCHESTRATOR] Worker 3 started'], \array_slice($lines, 1, 3));
            self::assertSame(['(active: 1/3)', '(active: 2/3)', '(active: 3/3)'], array_map(static fn(string $line): string => (string) strstr($line, '(active'), \array_slice($lines, 4, 3)));
            foreach ([1, 2, 3] as $worker) {
                self::assertMatchesRegularExpression("/^\\[ORCHESTRATOR\\] Worker {$worker} processing: {$kind} for server web-0[123] \\(active: [123]\\/3\\)$/m", $run->errors);
                self::assertMatchesRegularExpression("/^\\[ORCHESTRATOR\\] Worker {$worker} completed: {$kind} for server web-0[123]$/m", $run->errors);
            }
            self::assertStringContainsString("3 in all: 3 ok.\n3 {$kind}s in ", $run->output);
            self::assertStringNotContainsString('[ORCHESTRATOR]', $run->output);
        }
        $log = $site->project->lines(self::LOG);
        self::assertCount(20, array_filter($log, static fn(string $line): bool => preg_match('/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \[ORCHESTRATOR\] (Running|Worker)/', $line) === 1));
    }

    public function testZeroWorkersIsTheWayBackToOneAfterTheOther(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02']);
        $site->configure("max_parallel_workers: 0\nhealth_check_enabled: false\n");
        $site->open();
        $run = $site->run(['provision', 'production']);
        self::assertSame(0, $run->exitCode, $run->errors);
        $lines = array_map(static fn(string $line): string => substr($line, \strlen('[ORCHESTRATOR] ')), self::lines($run->errors));
        self::assertSame([
            'Running in SEQUENTIAL mode',
            'Worker 1 started',
            'Worker 1 processing: provision for server web-01 (active: 1/1)',
            'Worker 1 completed: provision for server web-01',
            'Worker 1 processing: provision for server web-02 (active: 1/1)',
            'Worker 1 completed: provision for server web-02',
        ], $lines);
    }

    public function testTheProgramOfTheGuide(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02', 'web-03']);
        $site->open();
        self::assertSame(0, $site->run(['provision', 'production', '--workers=3'])->exitCode);
        $code = (string) file_get_contents(__DIR__ . '/../../examples/actions/program.php');
        $program = $site->project->write('program.php', str_replace("'vendor/autoload.php'", var_export(\dirname(__DIR__, 2) . '/cli/vendor/autoload.php', true), $code, $count));
        self::assertSame(1, $count);
        $run = (new Program([PHP_BINARY, $program], $site->project))->end();
        self::assertSame("3 of 3 deployed\n", $run->output, $run->errors);
        self::assertSame(3, $site->count('end deploy'));
        self::assertNotSame([], preg_grep('/\[ORCHESTRATOR\] Running in PARALLEL mode with 5 workers$/', $site->project->lines(self::LOG)));
        self::assertSame([1, 1, 1], array_values(array_filter(array_map(
            static fn(object $entry): int => $entry->priority,
            array_values($site->entries()),
        ))));
    }

    /** @return list<string> */
    private static function lines(string $errors): array
    {
        return array_values(array_filter(explode("\n", $errors), static fn(string $line): bool => str_starts_with($line, '[ORCHESTRATOR]')));
    }
}
