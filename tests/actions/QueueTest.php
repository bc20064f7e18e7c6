<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

/**
 * What is added while actions run.
 */
final class QueueTest extends FaultTestCase
{
    public function testWhatIsMoreUrgentComesNextAndNothingIsLost(): void
    {
        $program = $this->site->start(['provision', 'production', 'web-01', 'web-02', 'web-03', '--workers=0']);
        Moment::FirstHasBegun->wait($this->site);
        $added = $this->site->run(['provision', 'production', 'web-04', '--priority=5', '--queue-only']);
        self::assertSame(0, $added->exitCode, $added->errors);
        $this->site->open();
        self::assertSame(0, $program->end()->exitCode, $program->errors());
        $begins = [];
        foreach ($this->site->entries() as $entry) {
            $begins[(string) $entry->startedAt] = $entry->server;
        }
        ksort($begins, SORT_NUMERIC);
        self::assertSame(['web-01', 'web-04', 'web-02', 'web-03'], array_values($begins));
        self::assertSame([4, 4], [$this->site->count('begin'), $this->site->count('end')]);
    }

    public function testTheSameActionIsRefusedWhileItWaits(): void
    {
        self::assertSame(0, $this->site->run(['provision', 'production', 'web-01', '--queue-only'])->exitCode);
        $again = $this->site->run(['provision', 'production', 'web-01', '--queue-only']);
        self::assertStringContainsString('web-01', $again->errors . $again->output);
        self::assertCount(1, $this->site->entries());
    }

    public function testOneServerIsWorkedOnByOneActionAtATime(): void
    {
        $this->site->run(['provision', 'production', 'web-01', '--queue-only']);
        $this->site->run(['deploy', 'production', 'web-01', '--queue-only']);
        $program = $this->site->start(['run', 'production', '--workers=3']);
        Moment::FirstHasBegun->wait($this->site);
        $this->site->open();
        self::assertSame(0, $program->end()->exitCode, $program->errors());
        $steps = array_map(static fn(string $line): string => implode(' ', \array_slice(explode(' ', $line), 0, 2)), $this->site->record('web-01'));
        self::assertSame(['begin provision', 'end provision', 'begin deploy', 'end deploy'], $steps);
    }
}
