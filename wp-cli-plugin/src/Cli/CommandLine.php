<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress\Cli;

/**
 * The command line that this process was started with, to be shown for copying into a shell.
 */
final readonly class CommandLine
{
    /** @param list<string> $words with the file of wp in front */
    private function __construct(private array $words) {}

    public static function current(): self
    {
        $words = $_SERVER['argv'] ?? null;

        return new self(\is_array($words) ? array_values(array_filter($words, is_string(...))) : []);
    }

    /** As the shell finds wp, so that the line works elsewhere too; by its path if the shell would not find it. */
    public function program(): string
    {
        $file = realpath($this->words[0] ?? 'wp');
        foreach (explode(PATH_SEPARATOR, (string) getenv('PATH')) as $folder) {
            if (is_executable("{$folder}/wp")) {
                return realpath("{$folder}/wp") === $file ? '"$(command -v wp)"' : self::quoted((string) $file);
            }
        }

        return self::quoted((string) $file);
    }

    /** How wp was started: with the options of PHP, if it was given any. */
    public function start(): string
    {
        $options = $this->optionsOfPhp();

        return $options === [] ? 'wp' : 'php ' . implode(' ', array_map(self::quoted(...), $options)) . " {$this->program()}";
    }

    /** What follows the program. */
    public function arguments(): string
    {
        return implode(' ', array_map(self::quoted(...), \array_slice($this->words, 1)));
    }

    /** The same with another value of an option, wherever that was said before. */
    public function with(string $option, int $value): self
    {
        $words = array_filter($this->words, static fn(string $word): bool => !str_starts_with($word, "--{$option}="));

        return new self([...array_values($words), "--{$option}={$value}"]);
    }

    /** The word that follows another, if it is no option; null if there is none. */
    public function wordAfter(string $word): ?string
    {
        $place = array_search($word, $this->words, true);
        $next = \is_int($place) ? $this->words[$place + 1] ?? null : null;

        return $next === null || str_starts_with($next, '-') ? null : $next;
    }

    /** @return list<string> none where the system does not tell */
    private function optionsOfPhp(): array
    {
        $all = is_readable('/proc/self/cmdline') ? explode("\0", (string) file_get_contents('/proc/self/cmdline')) : [];
        $script = array_search($this->words[0] ?? '', $all, true);

        return \is_int($script) ? \array_slice($all, 1, max(0, $script - 1)) : [];
    }

    /** A word as a shell reads it back. */
    public static function quoted(string $word): string
    {
        return preg_match('~^[A-Za-z0-9_./=:,@%+-]+$~D', $word) === 1 ? $word : escapeshellarg($word);
    }
}
