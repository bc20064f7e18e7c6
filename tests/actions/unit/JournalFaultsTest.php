<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\Journal;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Journal\JournalException;
use PhotoLibrary\Actions\Journal\NewEntry;
use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Actions\Support\ActionKind;
use PhotoLibrary\Actions\Support\ExitCode;
use PHPUnit\Framework\Attributes\TestWith;

/**
 * What the journal promises when its process is killed, when others use it too, and when its disk or file is bad.
 */
final class JournalFaultsTest extends ProjectTestCase
{
    private const FILE = 'inventory/production/.queue/actions.sqlite';

    /** SIGKILL after each commit: what was told to be stored is there, and nothing else. */
    #[TestWith([1, null, 0])]
    #[TestWith([2, EntryState::Queued, 0])]
    #[TestWith([3, EntryState::Starting, 1])]
    #[TestWith([4, EntryState::Running, 1])]
    #[TestWith([5, EntryState::Verifying, 1])]
    #[TestWith([6, EntryState::Ok, 1])]
    public function testKilledBetweenTwoCommits(int $steps, ?EntryState $state, int $attempts): void
    {
        $program = $this->program('life_of_an_action');
        for ($step = 1; $step <= $steps; ++$step) {
            self::assertNotNull($program->line());
            $step < $steps && $program->goOn();
        }
        $program->kill();
        $entries = Journal::open($this->environment())->entries();
        self::assertSame($state === null ? [] : [[$state, $attempts]], array_map(static fn(JournalEntry $entry): array => [$entry->state, $entry->attempts], $entries));
        if ($state === EntryState::Running) {
            self::assertSame([4711, 42], [$entries[0]->pid, $entries[0]->startTicks]);
        }
    }

    /** SIGKILL wherever it is just then, also in the middle of a commit. */
    public function testKilledWhileItWrites(): void
    {
        $told = [];
        for ($round = 1; $round <= 20; ++$round) {
            $program = $this->program('adds_without_end', ["round-{$round}"]);
            $lines = random_int(1, 15);
            for ($line = 1; $line <= $lines; ++$line) {
                $told[] = (string) $program->line();
            }
            $program->kill();
            // Of what was stored but not told, at most the last one of each round.
            array_push($told, ...array_filter(explode("\n", $program->rest()), static fn(string $id): bool => \strlen($id) === 36));
        }
        $stored = array_map(static fn(JournalEntry $entry): string => $entry->id, Journal::open($this->environment())->entries());
        self::assertSame([], array_diff($told, $stored), 'What was told to be stored is lost.');
        self::assertLessThanOrEqual(20, \count(array_diff($stored, $told)));
    }

    public function testSeveralProcessesAddAtTheSameTime(): void
    {
        $programs = array_map(fn(string $name): Program => $this->program('adds_without_end', [$name, '40']), ['a', 'b', 'c', 'd']);
        $journal = Journal::open($this->environment());
        $seen = 0;
        foreach ($programs as $program) {
            for ($line = 0; $line < 10; ++$line) {
                self::assertMatchesRegularExpression('/^[0-9a-f-]{36}\z/', (string) $program->line());
                // Whoever reads meanwhile sees whole actions, and never fewer than before.
                self::assertGreaterThanOrEqual($seen, $seen = \count($journal->waiting()));
            }
            self::assertSame(0, $program->end(), $program->rest());
        }
        $entries = $journal->waiting();
        self::assertCount(160, $entries);
        self::assertCount(160, array_unique(array_map(static fn(JournalEntry $entry): int => $entry->sequence, $entries)));
    }

    public function testLockedByAnotherProcess(): void
    {
        $program = $this->program('holds_the_journal');
        self::assertSame('locked', $program->line());
        $error = self::thrownBy(JournalException::class, fn() => Journal::open($this->environment(), patience: 0.05));
        self::assertStringContainsString(self::FILE . ' is locked by another process', $error->getMessage());
        self::assertSame(ExitCode::USAGE, $error->exitCode());
        self::assertSame([], Journal::open($this->environment(), forWriting: false)->entries(), 'Looking is possible.');
        $program->kill();
        self::assertSame([], Journal::open($this->environment())->entries());
    }

    /** It waits as long as a commit of another one takes. */
    public function testItWaitsForAnotherProcess(): void
    {
        $program = $this->program('holds_the_journal');
        self::assertSame('locked', $program->line());
        $second = $this->program('adds_without_end', ['web', '1']);
        $program->goOn();
        self::assertSame(0, $program->end());
        self::assertSame(36, \strlen((string) $second->line()));
        self::assertSame(0, $second->end(), $second->rest());
    }

    #[TestWith(['this is no database'])]
    #[TestWith(['{"actions": []}'])]
    #[TestWith(["SQLite format 3\0 and then nothing of the kind"])]
    public function testAFileThatIsNoDatabase(string $content): void
    {
        $path = $this->write(self::FILE, $content);
        $error = self::thrownBy(JournalException::class, fn() => Journal::open($this->environment()));
        self::assertStringContainsString(self::FILE . ' is damaged', $error->getMessage());
        self::assertStringContainsString('photolibrary actions doctor production --repair', $error->getMessage());
        self::assertSame($content, file_get_contents($path));
        self::thrownBy(JournalException::class, fn() => Journal::open($this->environment(), forWriting: false));
        self::assertSame($content, file_get_contents($path));
    }

    /**
     * @param int $from the page from which on there is nothing but noise
     * @param ?int $pages how many; null: all
     */
    #[TestWith([1, null])]
    #[TestWith([3, null])]
    #[TestWith([7, 1])]
    #[TestWith([-1, 1])]
    public function testADamagedDatabaseIsNamedAndNotOverwritten(int $from, ?int $pages): void
    {
        $journal = Journal::open($this->environment());
        for ($number = 0; $number < 200; ++$number) {
            $journal->add(new NewEntry(ActionKind::Deploy, "web-{$number}"));
        }
        unset($journal);
        $path = "{$this->root}/" . self::FILE;
        $content = (string) file_get_contents($path);
        $count = intdiv(\strlen($content), 4096);
        self::assertGreaterThan(10, $count);
        $first = $from < 0 ? $count + $from : $from;
        $noise = str_repeat("\xAA", ($pages ?? $count - $first) * 4096);
        file_put_contents($path, substr_replace($content, $noise, $first * 4096, \strlen($noise)));
        $damaged = hash_file('sha256', $path);
        $error = self::thrownBy(JournalException::class, fn() => Journal::open($this->environment()));
        self::assertStringContainsString(self::FILE . ' is damaged', $error->getMessage());
        self::assertSame($damaged, hash_file('sha256', $path));
    }

    public function testADamagedJournalIsSetAsideOnlyOnRequest(): void
    {
        $this->write(self::FILE, 'no database');
        $this->write(self::FILE . '-wal', 'its log');
        $lock = RunnerLock::require($this->environment(), 'repair');
        $moved = Journal::setAside($lock);
        self::assertCount(2, $moved);
        self::assertSame('no database', file_get_contents("{$this->root}/{$moved[1]}"));
        self::assertSame('its log', file_get_contents("{$this->root}/{$moved[0]}"));
        self::assertSame([], Journal::open($this->environment())->entries());
        $again = Journal::setAside($lock);
        self::assertNotContains($moved[1], $again);
        self::assertSame('no database', file_get_contents("{$this->root}/{$moved[1]}"));
    }

    public function testAJournalOfANewerVersion(): void
    {
        Journal::open($this->environment());
        $path = "{$this->root}/" . self::FILE;
        (new \PDO("sqlite:{$path}"))->exec('PRAGMA user_version = 2');
        $error = self::thrownBy(JournalException::class, fn() => Journal::open($this->environment()));
        self::assertStringContainsString('written by a newer version', $error->getMessage());
    }

    public function testADatabaseOfAnotherProgram(): void
    {
        $path = "{$this->environment()->queueFolder()}/actions.sqlite";
        (new \PDO("sqlite:{$path}"))->exec('CREATE TABLE theirs (x); PRAGMA user_version = 1');
        $error = self::thrownBy(JournalException::class, fn() => Journal::open($this->environment()));
        self::assertStringContainsString('is a database of another program', $error->getMessage());
        $tables = (new \PDO("sqlite:{$path}"))->query('SELECT name FROM sqlite_master');
        self::assertNotFalse($tables);
        self::assertSame(['theirs'], $tables->fetchAll(\PDO::FETCH_COLUMN));
    }

    public function testALinkOrFolderInItsPlace(): void
    {
        $this->environment()->queueFolder();
        $elsewhere = $this->write('elsewhere', '');
        symlink($elsewhere, "{$this->root}/" . self::FILE);
        self::assertStringContainsString('is not a file', self::thrownBy(JournalException::class, fn() => Journal::open($this->environment()))->getMessage());
        unlink("{$this->root}/" . self::FILE);
        mkdir("{$this->root}/" . self::FILE);
        self::assertStringContainsString('is not a file', self::thrownBy(JournalException::class, fn() => Journal::open($this->environment()))->getMessage());
        self::assertSame('', file_get_contents($elsewhere));
    }

    public function testOnlyItsOwnerReadsIt(): void
    {
        $this->environment()->queueFolder();
        chmod("{$this->root}/inventory/production/.queue", 0o755);
        $journal = Journal::open($this->environment());
        $journal->add(new NewEntry(ActionKind::Deploy, 'web-01'));
        foreach (glob("{$this->root}/" . self::FILE . '*') ?: [] as $file) {
            self::assertSame(0o600, fileperms($file) & 0o777, $file);
        }
    }

    public function testLookingMakesNothing(): void
    {
        self::assertSame([], Journal::open($this->environment(), forWriting: false)->entries());
        self::assertDirectoryDoesNotExist("{$this->root}/inventory/production/.queue");
    }

    public function testFullDisk(): void
    {
        $output = $this->inOwnMounts('journal_on_small_disk');
        $shown = self::FILE;
        $full = "The journal {$shown} cannot be written: the disk is full. It is as it was before. Make room and try again.";
        self::assertSame(<<<TEXT
            while it is open: {$full}
            what was told to be stored is there
            starting: {$full}
            when it is opened: {$full}
            nothing is lost
            the first one waits

            TEXT, $output);
    }

    public function testDiskForReadingOnly(): void
    {
        $output = $this->inOwnMounts('journal_on_read_only_disk', ['with journal']);
        self::assertStringContainsString('The journal ' . self::FILE . ' cannot be opened for writing (', $output);
        self::assertStringEndsWith("1 entries\n", $output);
        $output = $this->inOwnMounts('journal_on_read_only_disk');
        self::assertStringContainsString('inventory/production/.queue cannot be made: Read-only file system', $output);
        self::assertStringEndsWith("0 entries\n", $output);
    }

    /**
     * In a mount namespace, which ends with the program.
     *
     * @param list<string> $arguments
     */
    private function inOwnMounts(string $program, array $arguments = []): string
    {
        $output = $this->program($program, $arguments, ['unshare', '--map-root-user', '--mount'])->rest();
        if ($output === "no mount\n" || str_starts_with($output, 'unshare: ')) {
            self::markTestSkipped('mount namespaces are not to be had here');
        }

        return $output;
    }
}
