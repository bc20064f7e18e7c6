<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\PlainText;

/**
 * Who runs the actions of an environment, as they wrote it themselves.
 */
final readonly class Holder
{
    public function __construct(
        public string $who,
        public string $host,
        public int $pid,
        public float $since,
        public string $what,
        public string $progress = '',
    ) {}

    /** "maria@build-7 runs: deploy of 9 servers (process 4711) since 14:03:22; so far: 4 of 9 done." */
    public function sentence(): string
    {
        $who = "{$this->who}@{$this->host}" . ($this->what === '' ? ' runs actions' : " runs: {$this->what}")
            . " (process {$this->pid})";
        $day = date('Y-m-d', (int) $this->since) === date('Y-m-d') ? 'H:i:s' : 'Y-m-d H:i:s';

        return $who . ' since ' . date($day, (int) $this->since)
            . ($this->progress === '' ? '.' : "; so far: {$this->progress}.");
    }

    public function toJson(): string
    {
        return json_encode(get_object_vars($this), JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** Whatever the file has: somebody holds the lock, even if they could not write who. */
    public static function fromJson(string $json): self
    {
        $values = json_decode($json, true);
        $values = \is_array($values) ? $values : [];
        $text = static fn(string $key, string $default): string => PlainText::line(
            \is_string($values[$key] ?? null) ? $values[$key] : $default,
            200,
        );
        $since = $values['since'] ?? 0;

        return new self(
            $text('who', 'somebody'),
            $text('host', 'an unknown machine'),
            \is_int($values['pid'] ?? null) ? $values['pid'] : 0,
            \is_int($since) || \is_float($since) ? (float) $since : 0.0,
            $text('what', ''),
            $text('progress', ''),
        );
    }
}
