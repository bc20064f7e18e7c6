<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\BootId;
use PhotoLibrary\Actions\Journal\Holder;
use PhotoLibrary\Actions\Journal\ProcessIdentity;
use PhotoLibrary\Actions\Journal\RunnerLock;
use PhotoLibrary\Actions\Journal\ServerLock;
use PhotoLibrary\Actions\Support\ExitCode;
use PhotoLibrary\Actions\Support\FolderException;
use PhotoLibrary\Actions\Support\LockedException;
use PhotoLibrary\Cli\UsageError;
use PHPUnit\Framework\Attributes\TestWith;

final class LocksTest extends ProjectTestCase
{
    public function testTheSecondOperatorIsToldWhoRunsWhatAndHowFar(): void
    {
        $program = $this->program('holds_the_runner_lock');
        $child = (int) $program->line();
        $holder = RunnerLock::acquire($this->environment(), 'check of 1 server');
        self::assertInstanceOf(Holder::class, $holder);
        self::assertSame($program->pid(), $holder->pid);
        self::assertMatchesRegularExpression(
            '/^\S+@\S+ runs: deploy of 9 servers \(process \d+\) since \d\d:\d\d:\d\d; so far: 4 of 9 done\.\z/',
            $holder->sentence(),
        );
        self::assertEquals($holder, RunnerLock::holder($this->environment()));
        $error = self::thrownBy(LockedException::class, fn() => RunnerLock::require($this->environment(), 'x'));
        self::assertSame(ExitCode::LOCKED, $error->exitCode());
        self::assertStringContainsString($holder->sentence(), $error->getMessage());
        posix_kill($child, SIGKILL);
    }

    /** Deployer leaves a lock behind that has to be removed by hand. */
    public function testTheLockEndsWithItsProcessAndIsNotInherited(): void
    {
        $program = $this->program('holds_the_runner_lock');
        $child = (int) $program->line();
        $program->kill();
        self::assertNotNull(ProcessIdentity::of($child), 'What it started lives on.');
        $lock = RunnerLock::acquire($this->environment(), 'x');
        posix_kill($child, SIGKILL);
        self::assertInstanceOf(RunnerLock::class, $lock);
        self::assertTrue($lock->isHeld());
        $lock->release();
        self::assertFalse($lock->isHeld());
        self::assertNull(RunnerLock::holder($this->environment()));
    }

    public function testEachEnvironmentHasItsOwn(): void
    {
        mkdir("{$this->root}/inventory/staging");
        $production = RunnerLock::acquire($this->environment(), 'x');
        $staging = RunnerLock::acquire($this->environment('staging'), 'x');
        self::assertInstanceOf(RunnerLock::class, $production);
        self::assertInstanceOf(RunnerLock::class, $staging);
        self::assertInstanceOf(Holder::class, RunnerLock::acquire($this->environment(), 'x'));
    }

    public function testProgressThatGetsShorterLeavesNothingBehind(): void
    {
        $lock = RunnerLock::require($this->environment(), 'x');
        $lock->update(str_repeat('long ', 30));
        $lock->update('short');
        self::assertSame('short', RunnerLock::holder($this->environment())?->progress);
        $lock->update(str_repeat('"\\', 5000));
        self::assertNotNull(RunnerLock::holder($this->environment()));
        self::assertSame(2048, filesize("{$this->root}/inventory/production/.queue/runner.lock"));
    }

    #[TestWith([''])]
    #[TestWith(['{'])]
    #[TestWith(['[1]'])]
    #[TestWith(['{"who": 3, "pid": "x", "since": "y", "what": ["z"]}'])]
    public function testWhateverTheFileHasALockIsALock(string $content): void
    {
        $holder = Holder::fromJson($content);
        self::assertStringStartsWith('somebody@an unknown machine runs actions (process 0) since ', $holder->sentence());
    }

    public function testWhatAnotherProcessWroteIsNotPrintedAsItIs(): void
    {
        $holder = Holder::fromJson((new Holder("m\e[2J", "h\n", 1, 2.0, "\e]0;x\x07deploy"))->toJson());
        self::assertSame(['m', 'h', 'deploy'], [$holder->who, $holder->host, $holder->what]);
    }

    public function testALockThatCannotBeMade(): void
    {
        mkdir("{$this->environment()->queueFolder()}/runner.lock");
        $error = self::thrownBy(FolderException::class, fn() => RunnerLock::acquire($this->environment(), 'x'));
        self::assertStringContainsString('inventory/production/.queue/runner.lock cannot be opened: ', $error->getMessage());
    }

    public function testALockOfAServer(): void
    {
        $environment = $this->environment();
        self::assertSame("{$this->root}/inventory/production/.queue/locks/web-01.lock", ServerLock::path($environment, 'web-01'));
        self::assertFalse(ServerLock::isHeld($environment, 'web-01'));
        $program = $this->program('holds_a_server_lock');
        self::assertSame('locked', $program->line());
        self::assertTrue(ServerLock::isHeld($environment, 'web-01'));
        self::assertFalse(ServerLock::isHeld($environment, 'web-02'));
        $program->kill();
        self::assertFalse(ServerLock::isHeld($environment, 'web-01'));
        self::thrownBy(UsageError::class, static fn() => ServerLock::path($environment, '../runner'));
    }

    public function testAProcessIsKnownByItsStart(): void
    {
        $pid = (int) getmypid();
        $self = ProcessIdentity::of($pid);
        self::assertNotNull($self);
        self::assertTrue(ProcessIdentity::isAlive($pid, $self->startTicks, $self->bootId));
        self::assertFalse(ProcessIdentity::isAlive($pid, $self->startTicks + 1, $self->bootId), 'A stranger has its number.');
        self::assertFalse(ProcessIdentity::isAlive($pid, $self->startTicks, 'another boot'));
        self::assertFalse(ProcessIdentity::isAlive($pid, $self->startTicks, ''));
        self::assertFalse(ProcessIdentity::isAlive(null, null, null));
        self::assertNull(ProcessIdentity::of(0));
        self::assertNull(ProcessIdentity::of(-1));
        self::assertNotSame('', BootId::current());
    }

    public function testAProcessThatHasEndedAndIsNotWaitedForHasEnded(): void
    {
        $process = proc_open(['true'], [], $pipes);
        self::assertIsResource($process);
        // PHP waits for it only when it is asked, which is not done here.
        $stat = '';
        $path = "/proc/{$this->childOf((int) getmypid())}/stat";
        for ($deadline = microtime(true) + 30.0; !str_contains($stat, ') Z ') && microtime(true) < $deadline; usleep(1000)) {
            $stat = (string) file_get_contents($path);
        }
        self::assertStringContainsString(') Z ', $stat);
        self::assertNull(ProcessIdentity::of((int) explode('/', $path)[2]));
        proc_close($process);
    }

    /** With blanks and brackets in its name. */
    public function testTheNameOfAProcessDoesNotMatter(): void
    {
        $path = "{$this->root}/a) R 1 (b";
        copy('/bin/sleep', $path);
        chmod($path, 0o755);
        $process = proc_open([$path, '1000'], [], $pipes);
        self::assertIsResource($process);
        $pid = proc_get_status($process)['pid'];
        for ($deadline = microtime(true) + 30.0; !str_contains((string) file_get_contents("/proc/{$pid}/comm"), ') R') && microtime(true) < $deadline; usleep(1000));
        $identity = ProcessIdentity::of($pid);
        $ticks = (int) trim((string) shell_exec("sed 's/.*) //' /proc/{$pid}/stat | cut -d ' ' -f 20"));
        proc_terminate($process, SIGKILL);
        proc_close($process);
        self::assertSame($ticks, $identity?->startTicks);
    }

    private function childOf(int $parent): int
    {
        $children = explode(' ', trim((string) file_get_contents("/proc/{$parent}/task/{$parent}/children")));

        return (int) end($children);
    }
}
