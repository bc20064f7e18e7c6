<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Api;

use PhotoLibrary\Action;
use PhotoLibrary\ActionOutcome;
use PhotoLibrary\ActionOutput;
use PhotoLibrary\ActionQueue;
use PhotoLibrary\ActionResult;
use PhotoLibrary\ActionStarting;
use PHPUnit\Framework\TestCase;

/** Actions as users write them. */
final class ActionsTest extends TestCase
{
    public function testManyActionsOfFewTargetsEndOnceAndNeverTwoOfATargetAtATime(): void
    {
        $queue = new ActionQueue(workers: 8);
        for ($i = 0; $i < 60; ++$i) {
            $queue->add(new Action("{$i}", 'server ' . $i % 5, ['sh', '-c', 'exit $CODE'], environment: ['CODE' => (string) ($i % 2)]));
        }
        $busy = $ends = [];
        foreach ($queue->run() as $event) {
            $target = $event->action->target;
            if ($event instanceof ActionStarting) {
                self::assertArrayNotHasKey($target, $busy);
                $busy[$target] = true;
                self::assertCount($event->active, $busy);
            }
            if ($event instanceof ActionResult) {
                unset($busy[$target]);
                $ends[$event->action->id] = $event->exitCode;
            }
        }
        ksort($ends);
        self::assertSame(array_map(static fn(int $i): int => $i % 2, range(0, 59)), $ends);
    }

    public function testAJournalKnowsWhatWasBegun(): void
    {
        $journal = [];
        $queue = new ActionQueue();
        $queue->add(new Action('migrate', 'database', ['true']));
        $queue->add(new Action('deploy', 'web-01', ['sh', '-c', 'echo deployed; exit 1'], after: ['migrate']));
        $queue->add(new Action('announce', 'chat', ['true'], after: ['deploy']));
        foreach ($queue->run() as $event) {
            if ($event instanceof ActionStarting) {
                $journal[] = "begin {$event->action->id}";
            } elseif ($event instanceof ActionResult) {
                $journal[] = "end {$event->action->id} {$event->outcome->value}";
            }
        }
        self::assertSame(['begin migrate', 'end migrate ok', 'begin deploy', 'end deploy failed', 'end announce skipped'], $journal);
    }

    public function testOutputComesAsItIsWrittenAndWholeIfItIsTaken(): void
    {
        $queue = new ActionQueue();
        $queue->add(new Action('a', 't', ['sh', '-c', 'for i in 1 2 3; do echo $i; done; echo oops >&2']));
        $texts = ['', ''];
        $result = null;
        foreach ($queue->run(output: true) as $event) {
            if ($event instanceof ActionOutput) {
                $texts[(int) $event->isError] .= $event->text;
            }
            $result = $event;
        }
        self::assertSame(["1\n2\n3\n", "oops\n"], $texts);
        self::assertInstanceOf(ActionResult::class, $result);
        self::assertSame(["1\n2\n3\n", "oops\n", 0], [$result->output['head'], $result->errors['head'], $result->untold]);
    }

    public function testTwoQueuesRunSideBySide(): void
    {
        [$one, $other] = [new ActionQueue(), new ActionQueue()];
        $one->add(new Action('a', 't', ['true']));
        $other->add(new Action('a', 't', ['false']));
        [$first, $second] = [$one->run(), $other->run()];
        $outcomes = [];
        foreach ([$first, $second] as $batch) {
            foreach ($batch as $event) {
                if ($event instanceof ActionResult) {
                    $outcomes[] = $event->outcome;
                }
            }
        }
        self::assertSame([ActionOutcome::Ok, ActionOutcome::Failed], $outcomes);
    }
}
