<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Ansible\EventsFile;
use PhotoLibrary\Actions\Ansible\HostCounts;
use PHPUnit\Framework\TestCase;

final class EventsFileTest extends TestCase
{
    private const BEGIN = '{"event": "begin", "time": 1.5, "format": 1, "ansible": "2.14.18"}';
    private const TASK = '{"event": "task", "time": 2.5, "task": "restart php-fpm", "action": "service"}';
    private const RECAP = '{"event": "recap", "time": 9.5, "hosts": {"web-01": {"ok": 2, "changed": 1, "failures": 0, '
        . '"unreachable": 0, "skipped": 0, "rescued": 0, "ignored": 0}}}';

    private string $file;

    protected function setUp(): void
    {
        $this->file = (string) tempnam(sys_get_temp_dir(), 'events');
    }

    protected function tearDown(): void
    {
        unlink($this->file);
    }

    public function testNoFileIsNoEvents(): void
    {
        $events = EventsFile::read("{$this->file}.not-there");
        self::assertFalse($events->begun);
        self::assertSame([], $events->notes);
        self::assertFalse(EventsFile::read('/dev/zero')->begun, 'a device, which would never end');
    }

    public function testReadsWhatAnsibleDid(): void
    {
        $this->write(
            self::BEGIN,
            '{"event": "play", "time": 1.5, "play": "all"}',
            '{"event": "task", "time": 2, "task": "Gathering Facts", "action": "gather_facts"}',
            '{"event": "ok", "time": 2.1, "host": "web-01", "task": "Gathering Facts"}',
            self::TASK,
            '{"event": "changed", "time": 3.5, "host": "web-01", "task": "restart php-fpm"}',
            '{"event": "failed", "time": 4, "host": "web-01", "task": "a", "message": "first"}',
            '{"event": "failed", "time": 5, "host": "web-01", "task": "b", "message": "second"}',
            '{"event": "failed", "time": 5, "host": "web-02", "task": "c", "message": "of another"}',
            '{"event": "unreachable", "time": 6, "host": "web-01", "task": "d", "message": "refused"}',
            self::RECAP,
        );
        $events = EventsFile::read($this->file);
        self::assertTrue($events->begun);
        self::assertSame('2.14.18', $events->ansible);
        self::assertSame([2, 1], [$events->tasks, $events->facts]);
        self::assertSame(['restart php-fpm', 2.5], [$events->lastTask, $events->lastTaskAt]);
        self::assertSame(['web-01' => 1], $events->changed);
        self::assertSame('second', $events->failureOf('web-01')?->message);
        self::assertSame('refused', $events->unreachableOf('web-01')?->message);
        self::assertNull($events->unreachableOf('web-02'));
        self::assertEquals(['web-01' => new HostCounts(ok: 2, changed: 1)], $events->recap);
        self::assertSame(9.5, $events->endedAt);
        self::assertSame([], $events->notes);
    }

    public function testGoodLinesCountAndOthersAreNoted(): void
    {
        $this->write(
            'bash: warning: setlocale',
            self::BEGIN,
            '',
            "\0\0\0\0",
            '{"event": "task", "time": 2.5, "task": ["restart"], "action": "service"}',
            '{"event": "task", "time": "now", "task": "x", "action": "service"}',
            '{"event": "recap", "time": 2, "hosts": {"web-01": {"ok": -1}}}',
            '{"event": "recap", "time": 2, "hosts": "web-01"}',
            '{"event": "reboot", "time": 2}',
            str_repeat('[', 1000),
            self::TASK,
        );
        $events = EventsFile::read($this->file);
        self::assertSame([true, 1, 'restart php-fpm'], [$events->begun, $events->tasks, $events->lastTask]);
        self::assertNull($events->recap);
        $note = static fn(int $line): string => "line {$line} is no event";
        self::assertSame(array_map($note, [1, 3, 4, 5, 6, 7, 8, 9, 10]), $events->notes);
    }

    public function testALineTooLongIsDroppedAndTheNextCounts(): void
    {
        $long = '{"event": "task", "time": 2, "action": "x", "task": "' . str_repeat('x', 3_000_000) . '"}';
        $this->write(self::BEGIN, $long, self::TASK);
        $before = memory_get_peak_usage();
        $events = EventsFile::read($this->file);
        self::assertSame([1, 'restart php-fpm'], [$events->tasks, $events->lastTask]);
        self::assertSame(['line 2 is longer than 1 MiB'], $events->notes);
        self::assertLessThan(\strlen($long) + 3_000_000, memory_get_peak_usage() - $before);
    }

    public function testHalfALineIsNoEvent(): void
    {
        file_put_contents($this->file, self::BEGIN . "\n" . self::TASK . "\n" . substr(self::RECAP, 0, 40));
        $events = EventsFile::read($this->file);
        self::assertNull($events->recap);
        self::assertSame(['its last line has no end'], $events->notes);

        file_put_contents($this->file, self::BEGIN . "\n" . self::TASK . "\n" . self::RECAP);
        self::assertNull(EventsFile::read($this->file)->recap, 'the line is whole only with its end');
    }

    public function testReadsOnWhileItIsWritten(): void
    {
        $file = new EventsFile($this->file);
        self::assertFalse($file->latest()->begun);
        file_put_contents($this->file, self::BEGIN . "\n" . substr(self::TASK, 0, 9));
        self::assertSame([true, 0], [$file->latest()->begun, $file->latest()->tasks]);
        file_put_contents($this->file, substr(self::TASK, 9) . "\n", FILE_APPEND);
        self::assertSame([1, []], [$file->latest()->tasks, $file->latest()->notes]);
        file_put_contents($this->file, self::RECAP . "\n", FILE_APPEND);
        self::assertNotNull($file->latest()->recap);
        self::assertSame(1, $file->latest()->tasks, 'nothing is read twice');
    }

    public function testARecapWithoutABeginningOrASecondOneIsNone(): void
    {
        $this->write(self::RECAP);
        self::assertNull(EventsFile::read($this->file)->recap);
        $this->write(self::BEGIN, self::RECAP, str_replace('"ok": 2', '"ok": 3', self::RECAP));
        self::assertSame(2, EventsFile::read($this->file)->recap['web-01']->ok ?? null);
        self::assertSame(['line 3 is no event'], EventsFile::read($this->file)->notes);
    }

    public function testTextsAreOneLineWithoutControlCharacters(): void
    {
        $task = json_encode("\e[31mred\e[0m\r\nand\u{202e}more\0 " . str_repeat('ä', 300), JSON_THROW_ON_ERROR);
        $this->write(self::BEGIN, '{"event": "task", "time": 2, "task": ' . $task . ', "action": "x"}');
        $name = (string) EventsFile::read($this->file)->lastTask;
        self::assertStringStartsWith('red andmore ä', $name);
        self::assertSame(200, mb_strlen($name));
    }

    public function testThousandsOfFailuresAreNotKept(): void
    {
        $lines = [self::BEGIN];
        for ($i = 0; $i < 5000; ++$i) {
            $lines[] = '{"event": "failed", "time": 4, "host": "web-01", "task": "' . $i . '", "message": ""}';
            $lines[] = 'foreign';
        }
        $this->write(...$lines);
        $events = EventsFile::read($this->file);
        self::assertCount(200, $events->failures);
        self::assertCount(200, $events->notes);
        self::assertSame('4999', $events->failureOf('web-01')?->task, 'the last one is what ended the action');
    }

    private function write(string ...$lines): void
    {
        file_put_contents($this->file, implode("\n", $lines) . "\n");
    }
}
