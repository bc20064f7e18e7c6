<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Support\Duration;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\PlainText;
use PhotoLibrary\Actions\Support\Quoted;
use PhotoLibrary\Actions\Support\Size;
use PHPUnit\Framework\Attributes\TestWith;
use PHPUnit\Framework\TestCase;

final class TextTest extends TestCase
{
    #[TestWith(["a\nb\tc\r\n", 'a b c'])]
    #[TestWith(["\e[31mred\e[0m", 'red'])]
    #[TestWith(["\e]0;title\x07shown", 'shown'])]
    #[TestWith(["\e]0;title\e\\shown", 'shown'])]
    #[TestWith(["\ePq#0\e\\shown", 'shown'])]
    #[TestWith(["\e[2J\e[1;1Hshown", 'shown'])]
    #[TestWith(["\ecshown\e", 'shown'])]
    #[TestWith(["a\x08\x08b\x00\x7F", 'ab'])]
    #[TestWith(["\u{9B}31mC1", '31mC1'])]
    #[TestWith(["\u{202E}txt.exe", 'txt.exe'])]
    #[TestWith(["bad \xFF byte", 'bad ? byte'])]
    #[TestWith(['naïve – 日本', 'naïve – 日本'])]
    public function testALineHasNoControls(string $text, string $line): void
    {
        self::assertSame($line, PlainText::line($text));
    }

    public function testALineIsCut(): void
    {
        self::assertSame(500, mb_strlen(PlainText::line(str_repeat('é', 600))));
        self::assertSame('ab…', PlainText::line('abcd', 3));
        self::assertSame('abc', PlainText::line('abc', 3));
        self::assertLessThan(600, mb_strlen(PlainText::line(str_repeat("\e[31m", 1000000))));
    }

    public function testABlockKeepsColoursAndLines(): void
    {
        self::assertSame("\e[1;31mred\e[0m\n\tnext", PlainText::block("\e[1;31mred\e[0m\r\n\tnext"));
        self::assertSame("red\nnext", PlainText::block("\e[31mred\e[0m\nnext", colours: false));
    }

    #[TestWith(["50 %\r100 %", "50 %\n100 %"])]
    #[TestWith(["\e[31;42H\e[2K\e]8;;http://x\x07link\e]8;;\x07", 'link'])]
    #[TestWith(["a\x07b\x1B", 'ab'])]
    #[TestWith(["\e[31\e[32mx", "\e[32mx"])]
    public function testABlockKeepsNothingElse(string $text, string $block): void
    {
        self::assertSame($block, PlainText::block($text));
    }

    public function testOfALongBlockTheEndIsKept(): void
    {
        self::assertSame('…789', PlainText::block('0123456789', 3));
    }

    #[TestWith(['500ms', 0.5])]
    #[TestWith(['30s', 30.0])]
    #[TestWith(['1.5m', 90.0])]
    #[TestWith(['2h', 7200.0])]
    #[TestWith(['90d', 7776000.0])]
    #[TestWith(['30', null])]
    #[TestWith(['30 s', null])]
    #[TestWith(['-1s', null])]
    #[TestWith(["1s\n", null])]
    #[TestWith(['', null])]
    #[TestWith(['1w', null])]
    #[TestWith(['9999999999999999999s', null])]
    public function testDurationsAreParsed(string $text, ?float $seconds): void
    {
        self::assertSame($seconds, Duration::parse($text));
    }

    #[TestWith([0.0, '0s', '0.0 s'])]
    #[TestWith([0.5, '500ms', '0.5 s'])]
    #[TestWith([30.0, '30s', '30 s'])]
    #[TestWith([90.0, '90s', '1 min 30 s'])]
    #[TestWith([920.0, '920s', '15 min 20 s'])]
    #[TestWith([2700.0, '45m', '45 min'])]
    #[TestWith([7500.0, '125m', '2 h 5 min'])]
    #[TestWith([7776000.0, '90d', '90 d'])]
    public function testDurationsAreWritten(float $seconds, string $written, string $words): void
    {
        self::assertSame($written, Duration::format($seconds));
        self::assertSame($words, Duration::words($seconds));
        self::assertSame($seconds, Duration::parse($written));
    }

    #[TestWith(['64M', 67108864])]
    #[TestWith(['1K', 1024])]
    #[TestWith(['2G', 2147483648])]
    #[TestWith(['64', null])]
    #[TestWith(['64m', null])]
    #[TestWith(['1.5M', null])]
    public function testSizes(string $text, ?int $bytes): void
    {
        self::assertSame($bytes, Size::parse($text));
        if ($bytes !== null) {
            self::assertSame($text, Size::format($bytes));
        }
    }

    public function testValuesAreQuotedWithoutTheirControls(): void
    {
        self::assertSame('"ab"', Quoted::value("a\e[2Jb"));
        self::assertSame('a list', Quoted::value([1]));
        self::assertSame('a map', Quoted::value(['a' => 1]));
        self::assertSame('nothing', Quoted::value(null));
        self::assertSame('3.5', Quoted::value(3.5));
        self::assertSame('a, b and 1 more', Quoted::names(['a', 'b', 'c'], 2));
    }

    public function testAFailedReplacementLeavesTheFileAsItWas(): void
    {
        $folder = sys_get_temp_dir() . '/photolibrary-' . bin2hex(random_bytes(6));
        mkdir("{$folder}/target", 0o700, true);
        try {
            Files::replace("{$folder}/target", 'new', 'target');
            self::fail('A folder was replaced by a file.');
        } catch (\PhotoLibrary\Actions\Support\FolderException $error) {
            self::assertStringContainsString('target cannot be written: ', $error->getMessage());
        }
        self::assertSame(['.', '..', 'target'], scandir($folder));
        Files::replace("{$folder}/file", 'one', 'file');
        Files::replace("{$folder}/file", 'two', 'file');
        self::assertSame('two', file_get_contents("{$folder}/file"));
        self::assertSame(0o600, fileperms("{$folder}/file") & 0o777);
        unlink("{$folder}/file");
        rmdir("{$folder}/target");
        rmdir($folder);
    }
}
