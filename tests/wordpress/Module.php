<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * A copy of the extension with settings of its own, whose processes are told from all others by its path.
 */
final readonly class Module
{
    private function __construct(private string $folder) {}

    /** @param array<string, string> $settings of the php.ini */
    public static function copy(string $folder, array $settings = []): self
    {
        is_dir("{$folder}/ini") || mkdir("{$folder}/ini", 0o755, true);
        copy(self::loaded(), "{$folder}/photolibrary.so");
        $ini = "extension=\"{$folder}/photolibrary.so\"\n";
        foreach ($settings as $name => $value) {
            $ini .= "{$name}=\"{$value}\"\n";
        }
        file_put_contents("{$folder}/ini/photolibrary.ini", $ini);

        return new self((string) realpath($folder));
    }

    /** The file that this process has loaded. */
    public static function loaded(): string
    {
        preg_match('~ (/.*/photolibrary\.so)$~m', (string) file_get_contents('/proc/self/maps'), $match);

        return $match[1] ?? throw new \LogicException('The extension is not loaded.');
    }

    /** @return array<string, string> makes a PHP load it, and the probe "processes" look for it */
    public function environment(): array
    {
        return [
            'PHP_INI_SCAN_DIR' => ":{$this->folder}/ini",
            'MODULE' => $this->file(),
            'PROCESSES' => "{$this->folder}/processes",
        ];
    }

    /** @return array<int, list<int>> what the probe found while the run went on: niceness, and that of the session, by id */
    public function processesOfRun(): array
    {
        $processes = [];
        foreach (file("{$this->folder}/processes", FILE_IGNORE_NEW_LINES) ?: [] as $line) {
            $numbers = array_map(intval(...), explode(' ', $line));
            $processes[array_shift($numbers)] = $numbers;
        }

        return $processes;
    }

    /** @return list<string> command lines of the processes that still run it five seconds from now */
    public function leftovers(): array
    {
        $left = [];
        for ($i = 0; $i < 500; ++$i) {
            $left = array_filter(
                array_map(static fn(string $file): string => (string) @file_get_contents($file), glob('/proc/[0-9]*/cmdline') ?: []),
                fn(string $command): bool => str_contains($command, "extension='{$this->file()}'"),
            );
            if ($left === []) {
                break;
            }
            usleep(10_000);
        }

        return array_values($left);
    }

    private function file(): string
    {
        return "{$this->folder}/photolibrary.so";
    }
}
