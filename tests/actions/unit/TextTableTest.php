<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Output\TextTable;
use PHPUnit\Framework\TestCase;

final class TextTableTest extends TestCase
{
    public function testColumnsStandBelowEachOther(): void
    {
        self::assertSame(['SERVER  STATE', 'web-01  ok', 'ä       failed'], TextTable::lines([['SERVER', 'STATE'], ['web-01', 'ok'], ['ä', 'failed']], null));
    }

    public function testNoLineIsWiderThanTheTerminal(): void
    {
        foreach (TextTable::lines([['SERVER', 'STATE', 'TASK'], ['web-01', 'running', str_repeat('日本', 50)], ['a-very-long-name-of-a-server', 'ok', '']], 40) as $line) {
            self::assertLessThanOrEqual(40, mb_strwidth($line));
        }
        self::assertSame(['a-very-lo…'], TextTable::lines([['a-very-long-name', 'ok']], 10));
    }
}
