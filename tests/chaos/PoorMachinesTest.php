<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Where threads, processes, descriptors or memory are lacking, a good photo has its palette, or the batch says why not. */
final class PoorMachinesTest extends TestCase
{
    private const MODES = ['detect', 'sequential', 'workers(2)', 'processes(2)', 'processes(1, 4)'];

    /** A user who has no other process. */
    private const USER = 61234;

    /** Seconds after which a run hangs. */
    private const PATIENCE = 120;

    /** @return iterable<string, array{list<string>, string}> what a command begins with that runs on such a machine, and a mode */
    public static function machines(): iterable
    {
        $limits = ['no thread and no process' => ['prlimit', '--nproc=1']];
        if (posix_getuid() === 0) { // the limit counts all processes of a user, and others have some
            $limits = [];
            $user = ['setpriv', '--reuid=' . self::USER, '--regid=' . self::USER, '--clear-groups'];
            foreach (range(1, 7) as $processes) {
                $limits["{$processes} processes"] = ['prlimit', "--nproc={$processes}", ...$user];
            }
            $limits['no /proc'] = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs none /proc && exec "$@"', 'sh'];
            $limits['no /dev/shm'] = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs -o ro none /dev/shm && exec "$@"', 'sh'];
            $limits['a /tmp for reading only'] = ['unshare', '--mount', 'sh', '-c', 'mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp && exec "$@"', 'sh'];
        }
        foreach ([7, 8, 9, 10, 11, 12, 13, 14, 16, 20, 24, 32] as $descriptors) {
            $limits["{$descriptors} descriptors"] = ['prlimit', "--nofile={$descriptors}"];
        }
        foreach ([400, 700, 1000] as $megabytes) {
            $limits["{$megabytes} MB of addresses"] = ['prlimit', '--as=' . $megabytes * 1_000_000];
        }
        foreach ($limits as $what => $command) {
            foreach (self::MODES as $mode) {
                yield "{$what}, {$mode}" => [$command, $mode];
            }
        }
    }

    /** @param list<string> $command */
    #[DataProvider('machines')]
    public function testBlamesNoPhoto(array $command, string $mode): void
    {
        if ($command[0] === 'unshare' && !self::hasMountNamespaces()) {
            self::markTestSkipped('mount namespaces are not to be had here');
        }
        [$status, $output, $errors] = $this->onMachine($command, $mode);
        self::assertNotSame(124, $status, "hung: {$output}{$errors}");
        self::assertSame(0, $status, "ended with {$status}: {$output}{$errors}");
        /** @var array{palettes: int, failures: array<string, int>, error: ?string, warnings: list<string>, accounted: bool} $seen */
        $seen = json_decode($output, true, flags: JSON_THROW_ON_ERROR);
        self::assertTrue($seen['accounted'], $output);
        if ($seen['error'] === null) {
            self::assertSame([30, []], [$seen['palettes'], $seen['failures']], $output . $errors);
        } else {
            self::assertSame([], array_diff(array_keys($seen['failures']), ['cancelled']), $output . $errors);
            self::assertMatchesRegularExpression('/ulimit|limits|memory/', $seen['error'], 'names what is lacking');
        }
        if (getenv('PHOTOLIBRARY_SHOW_MACHINES') !== false) {
            fwrite(STDERR, "{$this->dataName()}: " . ($seen['error'] ?? "{$seen['palettes']} palettes") . ' ' . implode(' | ', $seen['warnings']) . "\n");
        }
    }

    /** Of all that a program may lack to be started, the system names none. */
    public function testNamesTheDeviceThatIsMissing(): void
    {
        if (posix_getuid() !== 0 || !self::hasMountNamespaces()) {
            self::markTestSkipped('mount namespaces are not to be had here');
        }
        [$status, $output, $errors] = $this->onMachine(['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs none /dev && exec "$@"', 'sh'], 'processes(2)');
        self::assertSame(0, $status, $output . $errors);
        self::assertStringContainsString('there is no /dev/null', $output);
    }

    /** Not in a chroot, nor in most containers. */
    private static function hasMountNamespaces(): bool
    {
        exec('unshare --mount true 2>&1', $output, $status);

        return $status === 0;
    }

    /**
     * @param list<string> $command
     * @return array{int, string, string}
     */
    private function onMachine(array $command, string $mode): array
    {
        $php = [PHP_BINARY, '-n', '-d', 'extension=' . getenv('PHOTOLIBRARY_FAULTS_MODULE'), __DIR__ . '/poor_machine.php', $mode];
        $process = proc_open(['timeout', '-s', 'KILL', (string) self::PATIENCE, ...$command, ...$php], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
        self::assertIsResource($process);
        $output = (string) stream_get_contents($pipes[1]);
        $errors = (string) stream_get_contents($pipes[2]);
        $status = proc_close($process);

        return [$status === 137 ? 124 : $status, $output, $errors];
    }
}
