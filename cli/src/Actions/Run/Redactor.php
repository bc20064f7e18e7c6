<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;

/**
 * Puts *** where a secret stands, in whatever is shown or stored.
 */
final class Redactor
{
    public const MASK = '***';

    /** Shorter ones stand in too many words to be hidden. */
    private const MIN_LENGTH = 4;

    /** A file is read by pieces of this many bytes. */
    private const PIECE = 1 << 20;

    /** @var array<string, string> what is replaced, the longest first */
    private array $pairs = [];
    private int $longest = 0;
    private int $tooShort = 0;

    /** @param iterable<string> $secrets */
    public function __construct(#[\SensitiveParameter] iterable $secrets)
    {
        $this->add($secrets);
    }

    /** @param iterable<string> $secrets */
    public function add(#[\SensitiveParameter] iterable $secrets): void
    {
        foreach ($secrets as $secret) {
            if (\strlen($secret) < self::MIN_LENGTH) {
                $this->tooShort += $secret === '' ? 0 : 1;
                continue;
            }
            foreach (self::spellings($secret) as $spelling) {
                $this->pairs[$spelling] = self::MASK;
                $this->longest = max($this->longest, \strlen($spelling));
            }
        }
    }

    /**
     * The values of environment variables.
     *
     * @param list<string> $names
     * @return list<string>
     */
    public static function valuesOf(array $names): array
    {
        $values = array_map(static fn(string $name): string|false => getenv($name), $names);

        return array_values(array_filter($values, \is_string(...)));
    }

    /** How many secrets are too short to be hidden. */
    public function tooShort(): int
    {
        return $this->tooShort;
    }

    public function text(string $text): string
    {
        return $this->pairs === [] ? $text : strtr($text, $this->pairs);
    }

    /** The log and the events of an action that has ended. */
    public function filesOf(JournalEntry $entry): void
    {
        foreach ([$entry->logFile, $entry->eventsFile] as $file) {
            if ($file !== null) {
                $this->file($file);
            }
        }
    }

    /** @return bool whether the file held a secret; false too when it cannot be read */
    public function file(string $path): bool
    {
        if ($this->pairs === [] || !$this->isIn($path)) {
            return false;
        }
        $clean = "{$path}.redacted";
        $from = @fopen($path, 'rb');
        $mask = umask(0o077);
        $to = @fopen($clean, 'wb');
        umask($mask);
        if ($from === false || $to === false) {
            return false;
        }
        $this->copy($from, $to);
        fclose($from);

        return fclose($to) && rename($clean, $path);
    }

    /** @return array<mixed> */
    public function __debugInfo(): array
    {
        return ['secrets' => \count($this->pairs)];
    }

    /**
     * As it is, and as JSON and Python write it.
     *
     * @return list<string>
     */
    private static function spellings(string $secret): array
    {
        $json = static fn(int $flags): string => substr((string) json_encode($secret, $flags | JSON_INVALID_UTF8_SUBSTITUTE), 1, -1);

        return [$secret, $json(0), $json(JSON_UNESCAPED_SLASHES), $json(JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), rawurlencode($secret)];
    }

    private function isIn(string $path): bool
    {
        foreach ($this->pieces(@fopen($path, 'rb')) as $piece) {
            if ($this->text($piece) !== $piece) {
                return true;
            }
        }

        return false;
    }

    /**
     * Pieces of a file, each beginning with the end of the one before, so that no secret is cut.
     *
     * @param resource|false $stream
     * @return iterable<string>
     */
    private function pieces(mixed $stream): iterable
    {
        $kept = '';
        while ($stream !== false && !feof($stream)) {
            $piece = $kept . fread($stream, self::PIECE);
            yield $piece;
            $kept = substr($piece, -$this->longest);
        }
    }

    /**
     * @param resource $from
     * @param resource $to
     */
    private function copy(mixed $from, mixed $to): void
    {
        $kept = '';
        while (!feof($from)) {
            $text = $this->text($kept . fread($from, self::PIECE));
            $keep = min(\strlen($text), $this->longest);
            fwrite($to, substr($text, 0, \strlen($text) - $keep));
            $kept = $keep === 0 ? '' : substr($text, -$keep);
        }
        fwrite($to, $this->text($kept));
    }
}
