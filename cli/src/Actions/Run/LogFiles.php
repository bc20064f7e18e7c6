<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Cli\Text;
use PhotoLibrary\Cli\UsageError;

/**
 * The files that an action leaves: its log, and the events that its verdict rests on. Only their owner may read them.
 */
final readonly class LogFiles
{
    private const TAIL_BYTES = 1 << 18;

    public function __construct(private Environment $environment) {}

    /** @throws UsageError before anything is started, if a log could not be written */
    public function prepare(): void
    {
        foreach ([$this->environment->logFolder(), $this->eventsFolder()] as $folder) {
            if (!is_dir($folder) && !@mkdir($folder, 0o700, true) && !is_dir($folder) || !is_writable($folder)) {
                throw new UsageError(new Text('The folder %1$s is not writable: no log could be kept, so nothing was started.', $folder));
            }
        }
    }

    /** A new, empty file `<server>_<action>[_check]_<YYYYMMDD_HHMMSS>.log`, with a number if there is one. */
    public function newLog(JournalEntry $entry): string
    {
        $name = "{$entry->server}_{$entry->kind->value}" . ($entry->dryRun ? '_check_' : '_') . date('Ymd_His');
        for ($number = 1; ; ++$number) {
            $path = "{$this->environment->logFolder()}/{$name}" . ($number === 1 ? '' : "_{$number}") . '.log';
            if (self::create($path)) {
                return $path;
            }
        }
    }

    /**
     * There is none yet: that it appears means that Ansible began. An attempt that did not count may have left one.
     */
    public function eventsFile(JournalEntry $entry): string
    {
        $path = "{$this->eventsFolder()}/{$entry->id}." . ($entry->attempts + 1);
        for ($number = 1; ; ++$number) {
            $file = $path . ($number === 1 ? '' : "_{$number}") . '.jsonl';
            clearstatcache(true, $file);
            if (!file_exists($file) && !is_link($file)) {
                return $file;
            }
        }
    }

    /**
     * The last lines of a file, as they are.
     *
     * @return list<string>
     */
    public static function lastLines(string $path, int $lines): array
    {
        $size = is_file($path) ? (int) filesize($path) : 0;
        $text = $size === 0 || $lines === 0 ? '' : (string) file_get_contents($path, false, null, max(0, $size - self::TAIL_BYTES));

        return $text === '' ? [] : \array_slice(explode("\n", rtrim($text, "\n")), -$lines);
    }

    private function eventsFolder(): string
    {
        return $this->environment->queueFolder() . '/events';
    }

    /** @throws \RuntimeException for what is not "there is one already" */
    private static function create(string $path): bool
    {
        $mask = umask(0o077);
        $stream = @fopen($path, 'xb');
        umask($mask);
        if ($stream === false) {
            return is_file($path) ? false : throw new \RuntimeException("The log {$path} cannot be made: " . (error_get_last()['message'] ?? 'no reason given'));
        }

        return fclose($stream);
    }
}
