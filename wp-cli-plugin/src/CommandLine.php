<?php

declare(strict_types=1);

namespace PhotoLibrary\WordPress;

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

    /** What follows the program, without the words given. */
    public function arguments(string ...$without): string
    {
        return implode(' ', array_map(self::quoted(...), array_diff(\array_slice($this->words, 1), $without)));
    }

    /** A word as a shell reads it back. */
    public static function quoted(string $word): string
    {
        return preg_match('~^[A-Za-z0-9_./=:,@%+-]+$~D', $word) === 1 ? $word : escapeshellarg($word);
    }
}
