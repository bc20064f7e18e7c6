<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Run\Redactor;
use PhotoLibrary\Tests\Actions\Project;
use PHPUnit\Framework\TestCase;

final class RedactorTest extends TestCase
{
    public function testSecretsAreMaskedHoweverTheyAreWritten(): void
    {
        $redactor = new Redactor(['p/"ä\\word', 'abc']);
        self::assertSame('a *** b', $redactor->text('a p/"ä\\word b'));
        self::assertSame('{"p": "***"}', $redactor->text('{"p": ' . json_encode('p/"ä\\word') . '}'));
        self::assertSame('x=***', $redactor->text('x=' . rawurlencode('p/"ä\\word')));
        self::assertSame('abc', $redactor->text('abc'), 'what is too short is not hidden');
        self::assertSame(1, $redactor->tooShort());
        self::assertStringNotContainsString('word', print_r($redactor, true));
    }

    public function testASecretAcrossPiecesOfAFileIsMasked(): void
    {
        $project = new Project();
        $piece = 1 << 20;
        for ($cut = 0; $cut <= 12; $cut += 3) {
            $before = str_repeat('x', $piece - $cut);
            $log = $project->write("log-{$cut}", "{$before}topsecret123\nend\n");
            self::assertTrue((new Redactor(['topsecret123']))->file($log));
            self::assertSame("{$before}***\nend\n", file_get_contents($log), "cut at {$cut}");
            self::assertSame(0o600, fileperms($log) & 0o777);
        }
    }

    public function testAFileWithoutSecretsIsNotTouched(): void
    {
        $log = (new Project())->write('log', 'nothing');
        self::assertFalse((new Redactor(['topsecret123']))->file($log));
        self::assertFalse((new Redactor(['topsecret123']))->file('/does/not/exist'));
    }
}
