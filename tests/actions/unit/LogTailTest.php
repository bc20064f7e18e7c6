<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Run\LogTail;
use PhotoLibrary\Tests\Actions\Project;
use PHPUnit\Framework\TestCase;

final class LogTailTest extends TestCase
{
    public function testLinesComeWhenTheyAreComplete(): void
    {
        $project = new Project();
        $log = $project->write('log', "one\ntw");
        $tail = new LogTail($log);
        self::assertSame(['one'], $tail->lines());
        self::assertSame([], $tail->lines());
        file_put_contents($log, "o\nthree", FILE_APPEND);
        self::assertSame(['two'], $tail->lines());
        self::assertSame(['three'], $tail->rest());
        self::assertSame([], $tail->rest());
    }

    public function testALineWithoutAnEndIsGivenInPieces(): void
    {
        $project = new Project();
        $tail = new LogTail($project->write('log', str_repeat('x', 1 << 19)));
        self::assertSame(1 << 19, \strlen(implode('', $tail->rest())));
    }

    public function testAFileThatIsNotThereHasNoLines(): void
    {
        self::assertSame([], (new LogTail('/does/not/exist'))->lines());
    }
}
