<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Orchestrator;
use PhotoLibrary\Actions\Status\StatusManager;
use PhotoLibrary\Actions\Support\LockedException;
use PHPUnit\Framework\TestCase;

/**
 * The methods of the guide on a queue that nobody runs.
 */
final class OrchestratorTest extends TestCase
{
    public function testTheQueueIsSeenAndCleared(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02']);
        $orchestrator = self::orchestrator($site);
        self::assertSame(0, $orchestrator->getQueueSize());
        $orchestrator->queueCheck(['web-01', 'web-02']);
        $orchestrator->queueProvision(['web-02'], 5, ['common', 'users']);
        $added = $orchestrator->queueCheck(['web-02']);
        self::assertSame([0, 1], [\count($added->entries), \count($added->duplicates)], 'the same action waits already');
        self::assertSame(['provision web-02 (tags common, users)', 'check web-01', 'check web-02'], array_map(
            static fn(JournalEntry $entry): string => $entry->title(),
            $orchestrator->getQueuedActions(),
        ));
        self::assertFalse($orchestrator->isRunning());
        self::assertSame(0, $orchestrator->getActiveWorkers());
        self::assertSame(3, $orchestrator->clearQueue());
        self::assertSame(0, $orchestrator->getQueueSize());
    }

    public function testActionsAreLeasedToWhoExecutesThemAndEndById(): void
    {
        $site = new Site(Farm::shared(), ['web-01', 'web-02']);
        $orchestrator = self::orchestrator($site);
        $orchestrator->queueProvision(['web-01', 'web-02']);
        $orchestrator->queueCheck(['web-01']);
        $batch = $orchestrator->nextBatch(5);
        self::assertSame(['provision web-01', 'provision web-02'], array_map(static fn(JournalEntry $entry): string => $entry->title(), $batch), 'one of a server');
        self::assertSame([], $orchestrator->nextBatch(5), 'none is given twice');
        self::assertFalse($orchestrator->completeById('no-such-id'));
        self::assertTrue($orchestrator->completeById($batch[0]->id));
        self::assertFalse($orchestrator->completeById($batch[0]->id));
        self::assertSame(EntryState::Ok, $site->entries()[$batch[0]->id]->state);
        self::assertSame('check web-01', $orchestrator->nextBatch(1)[0]->title());
        $this->expectException(LockedException::class);
        self::orchestrator($site)->nextBatch(1);
    }

    public function testLessThanNoWorkersIsNoneAndSaidOnce(): void
    {
        $site = new Site(Farm::shared(), ['web-01']);
        $warnings = [];
        set_error_handler(static function (int $level, string $message) use (&$warnings): bool {
            $warnings[] = $message;

            return true;
        });
        try {
            self::orchestrator($site)->setMaxWorkers(-2);
        } finally {
            restore_error_handler();
        }
        self::assertSame(['setMaxWorkers(-2): less than 0 workers means 0, one action at a time'], $warnings);
    }

    public function testARunOfNothingIsAReportOfNothing(): void
    {
        $report = self::orchestrator(new Site(Farm::shared(), ['web-01']))->start();
        self::assertSame([0, 0], [$report->total(), $report->exitCode()]);
    }

    private static function orchestrator(Site $site): Orchestrator
    {
        return new Orchestrator($site->environment(), new StatusManager($site->environment()));
    }
}
