<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

/**
 * Reads along in a file that another process writes, line by line.
 */
final class LogTail
{
    /** Bytes at one time, so that one action's flood does not keep the others waiting. */
    private const MAX_BYTES = 1 << 18;

    /** A longer line is given in pieces. */
    private const MAX_LINE = 8192;

    private string $rest = '';
    private int $offset = 0;

    public function __construct(private readonly string $path) {}

    /** @return list<string> the lines that are complete */
    public function lines(): array
    {
        $text = $this->read();
        if ($text === '') {
            return [];
        }
        $lines = explode("\n", $this->rest . $text);
        $this->rest = (string) array_pop($lines);
        if (\strlen($this->rest) > self::MAX_LINE) {
            $lines[] = $this->rest;
            $this->rest = '';
        }

        return $lines;
    }

    /** @return list<string> what is left, at the end */
    public function rest(): array
    {
        $lines = [];
        do {
            $more = $this->lines();
            $lines = [...$lines, ...$more];
        } while ($more !== []);
        $rest = $this->rest;
        $this->rest = '';

        return $rest === '' ? $lines : [...$lines, $rest];
    }

    private function read(): string
    {
        $text = @file_get_contents($this->path, false, null, $this->offset, self::MAX_BYTES);
        $this->offset += \strlen((string) $text);

        return (string) $text;
    }
}
