<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** A short run of what bin/chaos does at length. */
final class ChaosTest extends TestCase
{
    /** @return iterable<string, array{list<string>}> */
    public static function runs(): iterable
    {
        yield '15 rounds of isolated processes' => [['--rounds=15', '--seed=20']];
        yield '10 rounds of threads' => [['--rounds=10', '--seed=1', '--mode=workers']];
        yield '10 rounds, one image at a time' => [['--rounds=10', '--seed=1', '--mode=sequential']];
        yield '200 damaged images in every mode' => [['--hostile', '--mutations=200', '--packages=none', '--seed=1']];
    }

    /** @param list<string> $options */
    #[DataProvider('runs')]
    public function testKeepsEveryPromise(array $options): void
    {
        $module = (string) getenv('PHOTOLIBRARY_FAULTS_MODULE');
        $command = [PHP_BINARY, __DIR__ . '/run.php', "--module={$module}", '--engine-host=' . \dirname($module, 2) . '/engine_host', ...$options];
        $environment = array_diff_key(getenv(), ['PHP_INI_SCAN_DIR' => '']);
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], STDERR], $pipes, null, $environment);
        self::assertIsResource($process);
        $said = (string) stream_get_contents($pipes[1]);
        self::assertSame(0, proc_close($process), $said);
        self::assertStringContainsString("\n0 violations\n", $said);
    }
}
