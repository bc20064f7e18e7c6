<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use RuntimeException;

/**
 * A program that runs, in a session of its own, as from a terminal of its own.
 */
final class Program
{
    private static int $number = 0;

    /** @var resource */
    private $process;
    private readonly string $output;
    private readonly string $errors;
    private ?int $exitCode = null;
    private ?int $signal = null;

    /**
     * @param list<string> $command
     * @param array<string, string> $environment beside ours
     */
    public function __construct(array $command, Project $project, array $environment = [])
    {
        $name = 'program.' . ++self::$number;
        [$this->output, $this->errors] = [$project->path(".{$name}.out"), $project->path(".{$name}.err")];
        $streams = [['file', '/dev/null', 'r'], ['file', $this->output, 'w'], ['file', $this->errors, 'w']];
        $process = proc_open(['setsid', ...$command], $streams, $pipes, $project->folder, $environment + Project::environment());
        $process !== false || throw new RuntimeException("{$command[0]} does not start");
        $this->process = $process;
    }

    public function pid(): int
    {
        return proc_get_status($this->process)['pid'];
    }

    public function isRunning(): bool
    {
        $this->look();

        return $this->exitCode === null && $this->signal === null;
    }

    /** The program alone. */
    public function signal(int $signal): void
    {
        if ($this->isRunning()) {
            posix_kill($this->pid(), $signal);
        }
    }

    /** The program and all that it has started, in one moment: nothing of it sees that anything else ends. */
    public function killAll(): void
    {
        // Until a look finds no child of a process that was about to make it.
        do {
            $all = Processes::tree($this->pid());
            Processes::signal($all, SIGSTOP);
            Wait::until(static fn(): bool => Processes::runningOf($all) === [], what: 'that all of it stand still');
        } while (Processes::tree($this->pid()) !== $all);
        Processes::signal($all, SIGKILL);
        $this->wait();
        Wait::until(static fn(): bool => Processes::livingOf($all) === [], what: 'the end of all that it has started');
    }

    public function wait(): void
    {
        Wait::until(fn(): bool => !$this->isRunning(), what: 'the end of the program');
    }

    /** Waits for its end. */
    public function end(): PlaybookRun
    {
        $this->wait();

        return new PlaybookRun($this->exitCode ?? -(int) $this->signal, $this->output(), $this->errors());
    }

    public function output(): string
    {
        return (string) file_get_contents($this->output);
    }

    public function errors(): string
    {
        return (string) file_get_contents($this->errors);
    }

    private function look(): void
    {
        $status = proc_get_status($this->process);
        if (!$status['running'] && $this->exitCode === null && $this->signal === null) {
            $this->exitCode = $status['signaled'] ? null : $status['exitcode'];
            $this->signal = $status['signaled'] ? $status['termsig'] : null;
        }
    }
}
