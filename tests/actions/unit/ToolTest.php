<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\ProcessIdentity;
use PhotoLibrary\Actions\Support\Tool;
use PhotoLibrary\Actions\Support\ToolException;
use PHPUnit\Framework\TestCase;

final class ToolTest extends TestCase
{
    public function testItGivesBothStreamsAndTheExitCode(): void
    {
        $result = Tool::run(['sh', '-c', 'echo out; echo error >&2; echo "$NAME $PWD"; exit 3'], '/', ['NAME' => 'value']);
        self::assertSame("out\nvalue /\n", $result->output());
        self::assertSame("error\n", $result->errors);
        self::assertSame(3, $result->exitCode);
        self::assertFalse($result->isOk());
    }

    public function testNothingOfALongOutputIsMissing(): void
    {
        $result = Tool::run(['sh', '-c', 'seq 1 2000000']);
        self::assertTrue($result->isOk());
        self::assertSame(hash('sha256', implode("\n", range(1, 2000000)) . "\n"), hash('sha256', $result->output()));
    }

    public function testNothingIsReadFromTheTerminal(): void
    {
        self::assertSame('', Tool::run(['cat'])->output());
    }

    public function testItIsStoppedWhenItTakesTooLong(): void
    {
        $result = Tool::run(['sh', '-c', 'trap "" TERM INT; echo begun; sleep 1000 & echo $! >&2; wait'], timeout: 0.5);
        self::assertTrue($result->timedOut);
        self::assertNull($result->exitCode);
        self::assertEnds((int) $result->errors);
    }

    public function testItIsStoppedWhenItSaysTooMuch(): void
    {
        $result = Tool::run(['yes'], maxBytes: 1 << 20);
        self::assertTrue($result->truncated);
        self::assertSame('', $result->output());
    }

    public function testItsOwnEndCountsNotThatOfItsStreams(): void
    {
        $result = Tool::run(['sh', '-c', 'sleep 1000 & echo $!'], timeout: 300.0);
        self::assertTrue($result->isOk());
        self::assertEnds((int) $result->output());
    }

    public function testASignalIsNoExitCode(): void
    {
        $result = Tool::run(['sh', '-c', 'kill -9 $$']);
        self::assertSame(SIGKILL, $result->signal);
        self::assertNull($result->exitCode);
    }

    public function testArgumentsAreNoShell(): void
    {
        self::assertSame("a b;\$(id)\n", Tool::run(['printf', '%s\n', 'a b;$(id)'])->output());
    }

    public function testAMissingProgramSaysHowToInstallIt(): void
    {
        try {
            Tool::run(['ansible-nothing']);
            self::fail('It ran.');
        } catch (ToolException $error) {
            self::assertSame(
                'ansible-nothing is not installed, or not in PATH. Install Ansible: apt install ansible-core, or pip install ansible-core',
                $error->getMessage(),
            );
        }
    }

    public function testWhatItSaidIsNotShown(): void
    {
        $result = Tool::run(['echo', 'a-secret']);
        ob_start();
        var_dump($result);
        print_r($result);
        var_export($result);
        self::assertStringNotContainsString('a-secret', (string) ob_get_clean() . json_encode($result));
        self::assertSame("a-secret\n", $result->output());
    }

    /** What was killed may still be on its way out. */
    private static function assertEnds(int $pid): void
    {
        self::assertGreaterThan(1, $pid);
        for ($deadline = microtime(true) + 30.0; ProcessIdentity::of($pid) !== null; usleep(1000)) {
            self::assertLessThan($deadline, microtime(true), 'What it has started lives on.');
        }
    }
}
