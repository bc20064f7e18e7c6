<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Journal\EntryState;
use PHPUnit\Framework\TestCase;

/**
 * Several people and programs at one environment.
 */
final class OperatorsTest extends TestCase
{
    public function testASecondOneIsToldWhoRunsAndMayWait(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02']);
        $first = $site->start(['provision', 'production', 'web-01']);
        $site->wait(static fn(Site $site): bool => $site->count('begin') === 1, 'the first action');
        $second = $site->run(['provision', 'production', 'web-02']);
        self::assertSame(4, $second->exitCode);
        self::assertSame('', $second->output);
        self::assertMatchesRegularExpression('/^Error: .* runs: provision of web-01 \(process ' . $first->pid() . '\) since \d\d:\d\d:\d\d/', $second->errors);
        self::assertCount(1, $site->entries(), 'nothing was queued');

        $waiting = $site->start(['provision', 'production', 'web-02', '--wait=10m']);
        $site->wait(static fn(): bool => str_contains($waiting->errors(), 'runs: provision of web-01'), 'word of who runs');
        self::assertTrue($waiting->isRunning());
        $site->open();
        self::assertSame(0, $first->end()->exitCode);
        self::assertSame(0, $waiting->end()->exitCode);
        self::assertSame(1, \count(array_filter($site->record('web-02'), static fn(string $line): bool => str_starts_with($line, 'end'))));
    }

    public function testWorkRunsWhatOthersQueueUntilItIsStopped(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02']);
        $site->open();
        $work = $site->start(['work', 'production', '--workers=2']);
        $site->wait(static fn(): bool => str_contains($work->errors(), 'Worker 2 started'), 'the workers');
        $queued = $site->run(['provision', 'production', '--queue-only', '--format=jsonl']);
        self::assertSame(0, $queued->exitCode, $queued->errors);
        self::assertSame(2, substr_count($queued->output, '"state":"queued"'));
        $site->wait(static fn(Site $site): bool => \count($site->entries(EntryState::Ok)) === 2, 'both ends');
        // The queue is empty, and it goes on looking.
        self::assertSame(0, $site->run(['deploy', 'production', 'web-01', '--queue-only'])->exitCode);
        $site->wait(static fn(Site $site): bool => \count($site->entries(EntryState::Ok)) === 3, 'the third end');
        $status = json_decode($site->run(['status', 'production', '--format=json'])->output, true);
        self::assertIsArray($status);
        self::assertIsArray($status['runner']);
        self::assertSame($work->pid(), $status['runner']['pid']);
        $work->signal(SIGTERM);
        $run = $work->end();
        self::assertSame(143, $run->exitCode, $run->errors);
        self::assertStringContainsString("3 in all: 3 ok.\n", $run->output);
    }

    public function testTheNumberOfWorkersChangesInARun(): void
    {
        $site = new Site(Farm::shared(), Farm::names());
        $begun = static fn(int $count): \Closure => static fn(Site $site): bool => $site->count('begin') === $count;
        $run = new Program([PHP_BINARY, $site->project->write('workers.php', self::PROGRAM), \dirname(__DIR__, 2)], $site->project);
        $site->wait($begun(3), 'three at once');
        $site->project->write('workers', '1');
        $site->wait(static fn(Site $site): bool => $site->project->has('has-1'), 'one worker');
        $site->open('web-01');
        $site->open('web-02');
        $site->wait(static fn(Site $site): bool => \count($site->entries(EntryState::Ok)) === 2, 'two ends');
        $site->wait(static fn(Site $site): bool => $site->project->lines('active') === ['1'], 'one that is active');
        self::assertSame(3, $site->count('begin'), 'with one worker the third one is enough');
        $site->project->write('workers', '5');
        $site->wait($begun(7), 'five at once');
        self::assertCount(5, $site->entries(EntryState::Running, EntryState::Starting));
        $site->open();
        $end = $run->end();
        self::assertSame("9 of 9\n", $end->output, $end->errors);
    }

    private const PROGRAM = <<<'PHP'
        <?php
        require "{$argv[1]}/cli/vendor/autoload.php";
        $environment = new PhotoLibrary\Actions\Support\Environment('production');
        $orchestrator = new PhotoLibrary\Actions\Orchestrator($environment, new PhotoLibrary\Actions\Status\StatusManager($environment));
        $orchestrator->setMaxWorkers(3);
        $orchestrator->queueProvision(array_map(fn ($number) => "web-0$number", range(1, 9)));
        $orchestrator->onProgress(function ($view) use ($orchestrator) {
            file_put_contents('active.new', $orchestrator->getActiveWorkers());
            rename('active.new', 'active');
            $workers = (int) @file_get_contents('workers');
            if ($workers > 0) {
                $orchestrator->setMaxWorkers($workers);
                touch("has-$workers");
            }
        });
        $report = $orchestrator->start();
        echo $report->processed(), ' of ', $report->total(), "\n";
        PHP;
}
