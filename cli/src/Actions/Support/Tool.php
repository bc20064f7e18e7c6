<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Support;

/**
 * Runs a program that answers on STDOUT, such as ansible-inventory, and gives all that it says.
 *
 * ActionQueue is not for this: it never lets a command wait for who reads its output, and so drops what is too much at
 * once. Here nothing may be missing, and the program waits.
 */
final class Tool
{
    private const CHUNK = 1 << 16;
    /** Of STDERR, the end is kept. */
    private const MAX_ERRORS = 1 << 16;
    /** Seconds between two looks whether it has ended. */
    private const PAUSE = 0.02;

    /** @var resource */
    private $process;
    /** @var array<int, resource> those that are open */
    private array $pipes = [];
    /** @var array{pid: int, running: bool, signaled: bool, termsig: int, exitcode: int} its end is told only once */
    private array $status;
    /** @var array{1: string, 2: string} */
    private array $texts = [1 => '', 2 => ''];

    /** @return string|null the program's path, as its name means it */
    public static function find(string $program): ?string
    {
        foreach (explode(PATH_SEPARATOR, getenv('PATH') ?: '/usr/local/bin:/usr/bin:/bin') as $folder) {
            $path = "{$folder}/{$program}";
            if ($folder !== '' && is_file($path) && is_executable($path)) {
                return $path;
            }
        }

        return null;
    }

    /**
     * @param non-empty-list<string> $argv
     * @param array<string, string> $environment beside that of PHP
     * @param float $timeout seconds, after which it is killed with all that it has started
     * @param int $maxBytes of STDOUT, beyond which it is killed too
     * @throws ToolException if there is no such program
     */
    public static function run(
        array $argv,
        ?string $directory = null,
        array $environment = [],
        float $timeout = 60.0,
        int $maxBytes = 64 << 20,
    ): ToolResult {
        $program = self::find($argv[0]) ?? throw new ToolException(str_starts_with($argv[0], 'ansible')
            ? "{$argv[0]} is not installed, or not in PATH. Install Ansible: apt install ansible-core, or pip"
                . ' install ansible-core'
            : "{$argv[0]} is not installed, or not in PATH.");
        $setsid = self::find('setsid');
        $tool = new self(
            [...($setsid === null ? [] : [$setsid]), $program, ...\array_slice($argv, 1)],
            $directory,
            $environment + getenv(),
            $setsid !== null,
        );
        try {
            return $tool->result(microtime(true) + $timeout, $maxBytes);
        } finally {
            $tool->kill();
        }
    }

    /**
     * @param non-empty-list<string> $command
     * @param array<string, string> $environment
     * @throws ToolException
     */
    private function __construct(array $command, ?string $directory, array $environment, private readonly bool $isGroup)
    {
        $streams = [0 => ['file', '/dev/null', 'r'], 1 => ['pipe', 'w'], 2 => ['pipe', 'w']];
        $process = false;
        $pipes = [];
        $problem = Files::problemOf(static function () use (
            $command,
            $streams,
            &$pipes,
            $directory,
            $environment,
            &$process,
        ): bool {
            $process = proc_open($command, $streams, $pipes, $directory, $environment);

            return \is_resource($process);
        });
        if (!\is_resource($process)) {
            throw new ToolException(basename($command[0]) . " cannot be started: {$problem}.");
        }
        $this->process = $process;
        $this->status = proc_get_status($process);
        foreach ($pipes as $number => $pipe) {
            stream_set_blocking($pipe, false);
            $this->pipes[$number] = $pipe;
        }
    }

    private function result(float $deadline, int $maxBytes): ToolResult
    {
        // What it has left behind may keep its streams open: its own end counts, and what it had said until then.
        do {
            $isRunning = $this->isRunning();
            $hasRead = $this->read($isRunning ? min(self::PAUSE, $deadline - microtime(true)) : 0.0);
            $timedOut = microtime(true) >= $deadline;
            $truncated = \strlen($this->texts[1]) > $maxBytes;
            if ($timedOut || $truncated) {
                return new ToolResult(null, SIGKILL, '', $this->texts[2], $timedOut, $truncated);
            }
        } while ($isRunning || $hasRead);
        $signal = $this->status['signaled'] ? $this->status['termsig'] : null;

        return new ToolResult(
            $signal === null ? $this->status['exitcode'] : null,
            $signal,
            $this->texts[1],
            $this->texts[2],
        );
    }

    /** @return bool whether it has said anything */
    private function read(float $seconds): bool
    {
        if ($this->pipes === []) {
            usleep((int) (max(0.0, $seconds) * 1e6));

            return false;
        }
        [$readable, $none] = [$this->pipes, null];
        // A signal ends the wait early, with a warning.
        Files::problemOf(
            static fn(): bool => stream_select($readable, $none, $none, 0, (int) (max(0.0, $seconds) * 1e6)) !== false,
        );
        $hasRead = false;
        foreach ($this->pipes as $number => $pipe) {
            $text = (string) fread($pipe, self::CHUNK);
            if ($number === 1) {
                $this->texts[1] .= $text;
            } else {
                $this->texts[2] = substr($this->texts[2] . $text, -self::MAX_ERRORS);
            }
            $hasRead = $hasRead || $text !== '';
            if (feof($pipe)) {
                unset($this->pipes[$number]);
            }
        }

        return $hasRead;
    }

    private function isRunning(): bool
    {
        if ($this->status['running']) {
            $this->status = proc_get_status($this->process);
        }

        return $this->status['running'];
    }

    /** Nothing of it is left. */
    private function kill(): void
    {
        if ($this->isRunning() || $this->isGroup) {
            posix_kill($this->isGroup ? -$this->status['pid'] : $this->status['pid'], SIGKILL);
        }
        proc_close($this->process);
    }
}
