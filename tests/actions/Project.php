<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

use RuntimeException;

/**
 * A folder as people have it who use Ansible: inventory, playbooks, perhaps an ansible.cfg. It goes with the object.
 */
final class Project
{
    public readonly string $folder;

    public function __construct()
    {
        $this->folder = sys_get_temp_dir() . '/photolibrary-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0o700);
    }

    public function __destruct()
    {
        (new Folder($this->folder))->remove();
    }

    /** Writes a file, and the folders above it. */
    public function write(string $name, string $text): string
    {
        $file = $this->path($name);
        is_dir(\dirname($file)) || mkdir(\dirname($file), 0o700, true);
        file_put_contents($file, $text) === \strlen($text) || throw new RuntimeException("{$file} cannot be written");

        return $file;
    }

    public function path(string $name): string
    {
        return "{$this->folder}/{$name}";
    }

    public function has(string $name): bool
    {
        clearstatcache();

        return file_exists($this->path($name));
    }

    /**
     * No file is no line.
     *
     * @return list<string>
     */
    public function lines(string $name): array
    {
        return $this->has($name) ? (file($this->path($name), FILE_IGNORE_NEW_LINES) ?: []) : [];
    }

    /**
     * Runs a command in this folder, to its end.
     *
     * @param list<string> $command
     * @param array<string, string> $environment in addition to ours
     */
    public function run(array $command, array $environment = []): PlaybookRun
    {
        $output = $this->path('.output');
        $errors = $this->path('.errors');
        $streams = [['file', '/dev/null', 'r'], ['file', $output, 'w'], ['file', $errors, 'w']];
        $process = proc_open($command, $streams, $pipes, $this->folder, $environment + self::environment());
        $process !== false || throw new RuntimeException("{$command[0]} does not start");
        $exitCode = proc_close($process);

        return new PlaybookRun($exitCode, (string) file_get_contents($output), (string) file_get_contents($errors));
    }

    /**
     * That of the tests, but for what changes how Ansible behaves.
     *
     * @return array<string, string>
     */
    public static function environment(): array
    {
        $isOthers = static fn(string $name): bool => !str_starts_with($name, 'ANSIBLE_');

        return ['ANSIBLE_NOCOLOR' => '1', 'LC_ALL' => 'C.UTF-8'] + array_filter(getenv(), $isOthers, ARRAY_FILTER_USE_KEY);
    }
}
