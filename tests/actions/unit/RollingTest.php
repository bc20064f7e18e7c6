<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Run\Rolling;
use PhotoLibrary\Tests\Actions\Entries;
use PHPUnit\Framework\Attributes\TestWith;
use PHPUnit\Framework\TestCase;

final class RollingTest extends TestCase
{
    public function testAGroupWaitsForTheOneBeforeItAndItsHealth(): void
    {
        $rolling = new Rolling();
        $second = self::member('web-03', 1);
        foreach ([self::member('web-01', 0), self::member('web-02', 0), $second] as $entry) {
            $rolling->note($entry, false);
        }
        self::assertFalse($rolling->isItsTurn($second));
        self::assertTrue($rolling->isItsTurn(self::member('web-02', 0)));
        $rolling->note(self::member('web-01', 0, EntryState::Ok), true);
        $rolling->note(self::member('web-02', 0, EntryState::Verifying), true);
        self::assertFalse($rolling->isItsTurn($second));
        $rolling->note(self::member('web-02', 0, EntryState::Ok), true);
        self::assertTrue($rolling->isItsTurn($second));
        self::assertNull($rolling->objection($second));
    }

    #[TestWith([0, 1, true])]
    #[TestWith([49, 1, true])]
    #[TestWith([50, 1, false])]
    #[TestWith([50, 2, true])]
    #[TestWith([100, 2, false])]
    public function testTheRestIsHeldWhenMoreOfAGroupFailedThanIsAllowed(int $allowed, int $failed, bool $isHeld): void
    {
        $rolling = new Rolling();
        $rolling->note(self::member('web-01', 0, EntryState::Unreachable, $allowed), true);
        $rolling->note(self::member('web-02', 0, $failed === 2 ? EntryState::Unknown : EntryState::Ok, $allowed), true);
        $next = self::member('web-03', 1, EntryState::Queued, $allowed);
        $rolling->note($next, false);
        self::assertSame($isHeld, $rolling->objection($next) !== null);
    }

    public function testAServerThatWasDoneAgainCountsWithItsLastEnd(): void
    {
        $rolling = new Rolling();
        $rolling->note(self::member('web-01', 0, EntryState::Failed), false);
        $rolling->note(self::member('web-01', 0, EntryState::Ok), true);
        self::assertNull($rolling->objection(self::member('web-02', 1)));
    }

    public function testWhoQueuesAHeldActionAgainKnowsOfTheFailuresUntilThen(): void
    {
        $rolling = new Rolling();
        $rolling->note(self::member('web-01', 0, EntryState::Failed), false);
        $rolling->note(self::member('web-02', 1), false);
        self::assertNotNull($rolling->objection(self::member('web-02', 1)));
        self::assertNull($rolling->objection(self::member('web-02', 1, message: Journal::RELEASED)));
        $rolling->note(self::member('web-02', 1, EntryState::Failed), true);
        self::assertNotNull($rolling->objection(self::member('web-03', 2, message: Journal::RELEASED)));
    }

    public function testOtherRolloutsDoNotMatter(): void
    {
        $rolling = new Rolling();
        $rolling->note(self::member('web-01', 0, EntryState::Failed), true);
        self::assertNull($rolling->objection(Entries::entry('web-02', options: [Rolling::ROLLOUT => 'another', Rolling::GROUP => 1])));
        self::assertNull($rolling->objection(Entries::entry('web-02')));
    }

    private static function member(string $server, int $group, EntryState $state = EntryState::Queued, int $allowed = 0, string $message = ''): JournalEntry
    {
        return Entries::entry($server, $state, [
            Rolling::ROLLOUT => 'first',
            Rolling::GROUP => $group,
            Rolling::MAX_FAIL_PERCENTAGE => $allowed,
        ], $message);
    }
}
