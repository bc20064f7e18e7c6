<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

/** A program that makes palettes: one process, which is asked file by file. */
final class Peer
{
    /** @var resource|null */
    private $process = null;
    /** @var array<int, resource> */
    private array $pipes = [];

    /**
     * @param list<string> $command
     * @param bool $givesPalette false for those that only decode
     */
    public function __construct(
        public readonly string $name,
        public readonly string $label,
        private readonly array $command,
        private readonly string $directory,
        public readonly bool $givesPalette = true,
    ) {}

    public function __destruct()
    {
        $this->end();
    }

    public function ask(string $path, int $colors): Answer
    {
        $this->start();
        fwrite($this->pipes[0], "{$path}\t{$colors}\n");
        $line = fgets($this->pipes[1]);
        if ($line === false) {
            $this->end();

            return new Answer(null, [], 'it ended without an answer');
        }
        $fields = explode("\t", rtrim($line, "\n"));
        if ($fields[0] !== 'ok') {
            return new Answer(null, [], $fields[1] ?? $line);
        }

        return new Answer((int) ($fields[1] ?? 0), array_values(array_filter(explode(' ', $fields[2] ?? ''))), null);
    }

    /** @return int KiB of memory that the process had at most so far */
    public function peakMemory(): int
    {
        $this->start();
        $status = (string) file_get_contents('/proc/' . $this->pid() . '/status');

        return preg_match('/^VmHWM:\s*(\d+) kB/m', $status, $match) === 1 ? (int) $match[1] : 0;
    }

    public function end(): void
    {
        if ($this->process === null) {
            return;
        }
        array_map(fclose(...), $this->pipes);
        $this->pipes = [];
        proc_close($this->process);
        $this->process = null;
    }

    private function start(): void
    {
        if ($this->process !== null) {
            return;
        }
        $errors = ['file', $this->directory . "/{$this->name}.errors", 'a'];
        // One thread each: what is compared is the work, and more threads only add to it.
        $environment = ['MAGICK_THREAD_LIMIT' => '1', 'OMP_NUM_THREADS' => '1', 'VIPS_CONCURRENCY' => '1'] + getenv();
        $process = proc_open($this->command, [['pipe', 'r'], ['pipe', 'w'], $errors], $pipes, $this->directory, $environment);
        if ($process === false) {
            throw new \RuntimeException("{$this->label} cannot be started");
        }
        $this->process = $process;
        $this->pipes = $pipes;
    }

    private function pid(): int
    {
        return $this->process === null ? 0 : proc_get_status($this->process)['pid'];
    }
}
