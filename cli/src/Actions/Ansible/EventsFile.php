<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Ansible;

/**
 * Reads the events that the plugin in cli/ansible writes, also while it writes them. Servers can put what they like
 * into names and messages, and a crash can leave half a line: good lines count, others are noted.
 */
final class EventsFile
{
    /** Bytes of a line; a longer one is none of ours. */
    private const MAX_LINE = 1_048_576;
    private const BLOCK = 65_536;

    private readonly EventsSoFar $events;
    private int $offset = 0;
    private int $lines = 0;
    private string $rest = '';
    private bool $dropping = false;

    public function __construct(private readonly string $path)
    {
        $this->events = new EventsSoFar();
    }

    /** Once, all of it. A file that is not there has no events. */
    public static function read(string $path): Events
    {
        return (new self($path))->latest();
    }

    /** What is new since the last call is read too. */
    public function latest(): Events
    {
        $this->readOn();

        return $this->events->toEvents($this->rest === '' && !$this->dropping ? null : 'its last line has no end');
    }

    private function readOn(): void
    {
        // Not a pipe or a device that would keep us waiting.
        if (!@is_file($this->path)) {
            return;
        }
        $file = @fopen($this->path, 'r');
        if ($file === false) {
            $this->events->note('it cannot be read');

            return;
        }
        try {
            fseek($file, $this->offset);
            while (($block = fread($file, self::BLOCK)) !== false && $block !== '') {
                $this->offset += \strlen($block);
                $this->take($block);
            }
        } finally {
            fclose($file);
        }
    }

    private function take(string $block): void
    {
        $lines = explode("\n", $this->rest . $block);
        $this->rest = array_pop($lines);
        foreach ($lines as $line) {
            $this->takeLine($line);
        }
        if (\strlen($this->rest) > self::MAX_LINE) {
            $this->rest = '';
            $this->dropping = true;
        }
    }

    private function takeLine(string $line): void
    {
        ++$this->lines;
        if ($this->dropping || \strlen($line) > self::MAX_LINE) {
            $this->dropping = false;
            $this->events->note("line {$this->lines} is longer than 1 MiB");

            return;
        }
        $event = json_decode($line, true, 8);
        if (!\is_array($event) || !$this->events->add($event)) {
            $this->events->note("line {$this->lines} is no event");
        }
    }
}
