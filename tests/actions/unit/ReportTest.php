<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Run\Report;
use PhotoLibrary\Tests\Actions\Entries;
use PHPUnit\Framework\Attributes\TestWith;
use PHPUnit\Framework\TestCase;

final class ReportTest extends TestCase
{
    public function testEachActionIsCountedOnceWhateverItsState(): void
    {
        $report = new Report('production', 'run', 3);
        foreach (EntryState::cases() as $number => $state) {
            $report->add(Entries::entry("web-{$number}", $state));
            $report->add(Entries::entry("web-{$number}", $state));
        }
        $values = $report->toArray();
        self::assertSame(\count(EntryState::cases()), $values['total']);
        self::assertSame($values['total'], $report->processed() + $report->skipped() + $report->failed());
        self::assertSame(1, $values['processed']);
        self::assertIsArray($values['actions']);
        self::assertCount(\count(EntryState::cases()), $values['actions']);
    }

    /** @param list<EntryState> $states */
    #[TestWith([[], 0])]
    #[TestWith([[EntryState::Ok, EntryState::Cancelled], 0])]
    #[TestWith([[EntryState::Ok, EntryState::Failed, EntryState::Unknown], 1])]
    #[TestWith([[EntryState::Unreachable], 1])]
    #[TestWith([[EntryState::Timeout], 1])]
    #[TestWith([[EntryState::Held, EntryState::Unknown], 1])]
    #[TestWith([[EntryState::Skipped], 1])]
    #[TestWith([[EntryState::Ok, EntryState::Unknown], 3])]
    #[TestWith([[EntryState::Ok, EntryState::Queued], 3])]
    public function testTheExitCodeTellsTheWorst(array $states, int $exitCode): void
    {
        $report = new Report('production', 'run', 3);
        foreach ($states as $number => $state) {
            $report->add(Entries::entry("web-{$number}", $state));
        }
        self::assertSame($exitCode, $report->exitCode());
    }

    public function testItSaysHowMuchFasterItWas(): void
    {
        $report = new Report('production', 'run', 3);
        self::assertNull($report->speedUp());
        foreach (range(1, 9) as $number) {
            $report->add(Entries::entry("web-{$number}", EntryState::Ok, seconds: 300.0));
        }
        $report->finish();
        self::assertStringEndsWith(' with 3 workers; one by one about 45 min', (string) $report->speedUp());
        self::assertStringStartsWith('9 deploys in ', (string) $report->speedUp());
    }
}
