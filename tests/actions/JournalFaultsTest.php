<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use PDO;
use PhotoLibrary\Actions\Journal\Journal;

/**
 * Without its journal, nothing is begun: nobody would know of it. One clear error, and nothing is written over.
 */
final class JournalFaultsTest extends FaultTestCase
{
    private const JOURNAL = 'inventory/production/.queue/actions.sqlite';

    public function testCorrupt(): void
    {
        $this->site->project->write(self::JOURNAL, str_repeat("this is no journal\n", 500));
        $this->assertRefused(['provision', 'production'], '/actions\.sqlite.*doctor.*--repair/s');
        self::assertStringStartsWith('this is no journal', (string) file_get_contents($this->site->project->path(self::JOURNAL)));
    }

    public function testReadOnly(): void
    {
        Journal::open($this->site->environment());
        chmod($this->site->project->path(self::JOURNAL), 0o400);
        chmod($this->site->project->path('inventory/production/.queue'), 0o500);
        try {
            $this->assertRefused(['provision', 'production'], '/\.queue|actions\.sqlite/');
        } finally {
            chmod($this->site->project->path('inventory/production/.queue'), 0o700);
        }
    }

    public function testLockedByAnotherProcess(): void
    {
        Journal::open($this->site->environment());
        $other = new PDO('sqlite:' . $this->site->project->path(self::JOURNAL));
        $other->exec('BEGIN IMMEDIATE');
        $this->assertRefused(['provision', 'production'], '/actions\.sqlite/');
        $other->exec('ROLLBACK');
    }

    /** As if the disk were full: no file can grow beyond 16 KiB. */
    public function testDiskFull(): void
    {
        Journal::open($this->site->environment());
        $command = ['prlimit', '--fsize=16384', 'env', '--ignore-signal=XFSZ'];
        $this->assertRefused(['provision', 'production'], '/actions\.sqlite|disk/', $command);
    }

    /**
     * @param list<string> $arguments
     * @param list<string> $before
     */
    private function assertRefused(array $arguments, string $message, array $before = []): void
    {
        $this->site->open();
        $run = $this->site->start($arguments, $before)->end();
        self::assertSame(2, $run->exitCode, $run->errors . $run->output);
        self::assertMatchesRegularExpression($message, $run->errors);
        self::assertSame(1, substr_count($run->errors, 'Error: '), $run->errors);
        self::assertStringNotContainsString('#0 ', $run->errors);
        self::assertSame([], $this->site->records(), 'nothing was begun');
        self::assertSame([], $this->site->eventsFiles());
    }
}
