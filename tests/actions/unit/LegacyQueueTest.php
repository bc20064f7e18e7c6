<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\JournalException;
use PhotoLibrary\Actions\Journal\LegacyQueue;
use PHPUnit\Framework\Attributes\TestWith;

final class LegacyQueueTest extends ProjectTestCase
{
    private const FILE = 'inventory/production/.queue/actions.json';
    private const QUEUE = <<<'JSON'
        [
          {"id": "11111111-1111-4111-8111-111111111111", "server_name": "web-01", "action": "provision", "priority": 0,
           "queued_at": "2026-11-30T14:03:22.123456789+01:00", "started_at": "2026-11-30T14:04:00Z"},
          {"id": "22222222-2222-4222-8222-222222222222", "server_name": "web-02", "action": "deploy", "priority": 5,
           "queued_at": "2026-11-30T14:03:23Z", "tags": ["code", "health"]},
          {"id": "33333333-3333-4333-8333-333333333333", "server_name": "web-03", "action": "check", "priority": 0,
           "queued_at": "2026-11-30T14:03:24Z", "started_at": "2026-11-30T14:04:00Z", "tags": "a, b"},
          {"id": "44444444-4444-4444-8444-444444444444", "server_name": "web-04", "action": "validate", "priority": 0}
        ]
        JSON;

    public function testItIsImportedOnce(): void
    {
        $path = $this->write(self::FILE, self::QUEUE);
        $journal = Journal::open($this->environment());
        $lines = LegacyQueue::import($this->environment(), $journal);
        self::assertSame([
            self::FILE . ': 3 actions imported; it is now actions.json.imported.',
            self::FILE . ': entry 4 has the action "validate", which did nothing. It is left out.',
            'provision web-01 was begun by the former program, and its end is not known. Look at the server, then:'
                . ' photolibrary actions resolve 11111111 --as=done (or failed, or retry)',
        ], $lines);
        self::assertFileDoesNotExist($path);
        self::assertSame(self::QUEUE, file_get_contents("{$path}.imported"));
        $found = array_map(
            static fn(JournalEntry $entry): array => [$entry->server, $entry->state, $entry->priority, $entry->tags],
            $journal->entries(),
        );
        self::assertSame([
            ['web-01', EntryState::Unknown, 0, []],
            ['web-02', EntryState::Queued, 5, ['code', 'health']],
            ['web-03', EntryState::Queued, 0, ['a', 'b']],
        ], $found);
        self::assertSame((float) strtotime('2026-11-30T13:03:22Z'), floor($journal->find('11111111')->queuedAt));
        self::assertSame([], LegacyQueue::import($this->environment(), $journal));
    }

    public function testIfItWasNotRenamedInTimeNothingIsImportedTwice(): void
    {
        $journal = Journal::open($this->environment());
        for ($time = 1; $time <= 2; ++$time) {
            $this->write(self::FILE, self::QUEUE);
            LegacyQueue::import($this->environment(), $journal);
        }
        self::assertCount(3, $journal->entries());
    }

    #[TestWith(['[{"id": "1'])]
    #[TestWith(['{"a": 1}'])]
    #[TestWith(['[1]'])]
    #[TestWith([''])]
    #[TestWith(['"text"'])]
    public function testADamagedOneIsNamedAndNotTouched(string $content): void
    {
        $path = $this->write(self::FILE, $content);
        $journal = Journal::open($this->environment());
        $error = self::thrownBy(JournalException::class, fn() => LegacyQueue::import($this->environment(), $journal));
        self::assertStringContainsString(self::FILE . ' is damaged', $error->getMessage());
        self::assertSame($content, file_get_contents($path));
        self::assertSame([], $journal->entries());
    }

    #[TestWith(['{"id": "x", "server_name": "web-09", "action": "deploy"}', 'id: "x" is not a UUID'])]
    #[TestWith(['{"id": "55555555-5555-4555-8555-555555555555", "server_name": "-i", "action": "deploy"}', '"-i" is not a name of a server'])]
    #[TestWith(['{"id": "55555555-5555-4555-8555-555555555555", "server_name": "web-09", "action": "destroy"}', 'action: "destroy" is not provision, deploy or check'])]
    #[TestWith(['{"id": "55555555-5555-4555-8555-555555555555", "server_name": "web-09", "action": "deploy", "tags": ["a b"]}', '"a b" is not a name of a tag'])]
    public function testOfAWrongEntryNothingIsImported(string $entry, string $problem): void
    {
        $content = str_replace('[' . "\n", "[\n  {$entry},\n", self::QUEUE);
        $path = $this->write(self::FILE, $content);
        $journal = Journal::open($this->environment());
        $error = self::thrownBy(JournalException::class, fn() => LegacyQueue::import($this->environment(), $journal));
        self::assertStringStartsWith(self::FILE . ': entry 1: ' . $problem, $error->getMessage());
        self::assertSame($content, file_get_contents($path));
        self::assertSame([], $journal->entries());
    }

    public function testAnEmptyOne(): void
    {
        $this->write(self::FILE, 'null');
        $journal = Journal::open($this->environment());
        self::assertSame([self::FILE . ': 0 actions imported; it is now actions.json.imported.'], LegacyQueue::import($this->environment(), $journal));
    }
}
