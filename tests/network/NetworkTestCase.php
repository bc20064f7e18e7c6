<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use PhotoLibrary\Failure;
use PhotoLibrary\HttpOptions;
use PhotoLibrary\HttpResponse;
use PhotoLibrary\Palette;
use PhotoLibrary\PaletteOptions;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Tests\Support\Platform;
use PHPUnit\Framework\TestCase;
use RuntimeException;

use function PhotoLibrary\palettes;

/** Each test has the servers, and must leave neither descriptors nor threads behind, here and at the server. */
abstract class NetworkTestCase extends TestCase
{
    /** Seconds that no test takes, however slow the machine. */
    private const PATIENCE = 600;

    private static bool $isWarm = false;

    protected FaultServer $faults;

    protected Nginx $nginx;

    private Leftovers $before;

    protected function setUp(): void
    {
        self::assertSame(FaultServer::folder() . '/ca.pem', \ini_get('openssl.cafile'), 'run it by bin/test network, which sets PHP up');
        $this->faults = FaultServer::shared();
        $this->nginx = Nginx::shared();
        $this->faults->forget();
        if (!self::$isWarm) {
            // What the first isolated processes of this one open and keep for the next ones is no leak.
            iterator_to_array(palettes([self::image('tiny.jpg')]));
            self::$isWarm = true;
        }
        // Ends also what waits for a result that never comes: handlers of signals run meanwhile.
        pcntl_async_signals(true);
        pcntl_signal(SIGALRM, static fn() => throw new RuntimeException('it takes for ever'));
        pcntl_alarm(self::PATIENCE);
        $this->before = Leftovers::now();
    }

    protected function tearDown(): void
    {
        pcntl_alarm(0);
        pcntl_async_signals(false);
    }

    protected function assertPostConditions(): void
    {
        gc_collect_cycles();
        self::assertSame('', Leftovers::since($this->before), 'something is left');
        $journal = $this->faults->await(static fn(Journal $journal): bool => $journal->openConnections() === 0);
        self::assertSame(0, $journal->openConnections(), 'connections to the server are left');
    }

    /** With the machine itself allowed, no retries, and time enough for a slow one; or as changed. */
    protected static function options(mixed ...$changes): HttpOptions
    {
        return (new HttpOptions(retries: 0, timeout: 120.0, allow: ['127.0.0.0/8', '::1']))->with(...$changes);
    }

    protected static function paletteOptions(mixed ...$changes): PaletteOptions
    {
        return new PaletteOptions(timeout: 120.0, http: self::options(...$changes));
    }

    /** @return array<string, Parallelism> every mode of this platform */
    protected static function modes(): array
    {
        $modes = ['sequential' => Parallelism::sequential(), 'workers' => Parallelism::workers(3)];

        return Platform::hasProcesses() ? $modes + ['processes' => Parallelism::processes(2)] : $modes;
    }

    /** The test ends as skipped if the platform does not have it. */
    protected static function mode(string $name): Parallelism
    {
        return self::modes()[$name] ?? self::markTestSkipped(Platform::NO_PROCESSES);
    }

    protected static function image(string $name): string
    {
        return FaultServer::images() . "/{$name}";
    }

    protected static function response(mixed $result): HttpResponse
    {
        self::assertInstanceOf(HttpResponse::class, $result, $result instanceof Failure ? $result->message : '');

        return $result;
    }

    protected static function palette(mixed $result): Palette
    {
        self::assertInstanceOf(Palette::class, $result, $result instanceof Failure ? $result->message : '');

        return $result;
    }

    protected static function failure(mixed $result): Failure
    {
        self::assertInstanceOf(Failure::class, $result);

        return $result;
    }

    /**
     * What /echo says of a request.
     *
     * @return array{method: string, target: string, headers: array<string, string>, body: string, bytes: int, hash: string}
     */
    protected static function heard(mixed $result): array
    {
        /** @var array{method: string, target: string, headers: array<string, string>, body: string, bytes: int, hash: string} $heard */
        $heard = json_decode(self::response($result)->body, true, flags: JSON_THROW_ON_ERROR);

        return $heard;
    }

    /**
     * Runs a script of the folder scripts in a PHP of its own.
     *
     * @param list<string> $arguments
     * @param list<string> $php for PHP itself
     * @return array{string, int} what it printed, and its status; the negative signal that ended it
     */
    protected static function script(string $name, array $arguments = [], array $php = []): array
    {
        $command = [PHP_BINARY, ...$php, __DIR__ . "/scripts/{$name}.php", ...$arguments];
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], STDERR], $pipes);
        self::assertIsResource($process);
        $said = (string) stream_get_contents($pipes[1]);
        for ($status = proc_get_status($process); $status['running']; $status = proc_get_status($process)) {
            usleep(5_000);
        }
        proc_close($process);

        return [$said, $status['signaled'] ? -$status['termsig'] : $status['exitcode']];
    }
}
