<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Journal;

use PhotoLibrary\Actions\Support\Environment;
use PhotoLibrary\Actions\Support\Files;
use PhotoLibrary\Actions\Support\FolderException;
use PhotoLibrary\Actions\Support\LockedException;

/**
 * One process at a time runs the actions of an environment. The kernel frees the lock when that process ends, however
 * it ends; so it never has to be removed by hand. What is started does not inherit it.
 */
final class RunnerLock
{
    /** One write, so that a reader sees the old content or the new. */
    private const BYTES = 2048;
    private const TRIES = 10;
    /** Microseconds. */
    private const PAUSE = 5000;

    /** @param resource $file */
    private function __construct(public readonly Environment $environment, private $file, private Holder $holder) {}

    /**
     * @param string $what "deploy of 9 servers", for who comes second
     * @return self|Holder the lock, or who has it
     * @throws FolderException
     */
    public static function acquire(Environment $environment, string $what): self|Holder
    {
        [$path, $file] = self::open($environment);
        // Who only asks for the holder has it for a moment.
        for ($try = 1; !flock($file, LOCK_EX | LOCK_NB); ++$try) {
            if ($try === self::TRIES) {
                return self::read($file);
            }
            usleep(self::PAUSE);
        }
        [$user, $host] = explode('@', NewEntry::user(), 2);
        $lock = new self($environment, $file, new Holder($user, $host, (int) getmypid(), microtime(true), $what));
        $lock->write($environment->shown($path));

        return $lock;
    }

    /**
     * @throws LockedException if another process has it
     * @throws FolderException
     */
    public static function require(Environment $environment, string $what): self
    {
        $lock = self::acquire($environment, $what);
        if ($lock instanceof Holder) {
            throw new LockedException("The actions of {$environment->name} are being run by another process:"
                . " {$lock->sentence()}"
                . ' Wait for it with --wait, or queue yours with --queue-only: it will run them.');
        }

        return $lock;
    }

    /** @return Holder|null who has it now */
    public static function holder(Environment $environment): ?Holder
    {
        $file = self::open($environment)[1];
        // Shared, so that two who ask do not see each other.
        $isFree = flock($file, LOCK_SH | LOCK_NB);

        return $isFree ? null : self::read($file);
    }

    /** How far it is, for who comes second. */
    public function update(string $progress): void
    {
        $holder = $this->holder;
        $this->holder = new Holder($holder->who, $holder->host, $holder->pid, $holder->since, $holder->what, $progress);
        $this->write('');
    }

    public function release(): void
    {
        if (\is_resource($this->file)) {
            fclose($this->file);
        }
    }

    public function isHeld(): bool
    {
        return \is_resource($this->file);
    }

    /**
     * @return array{string, resource}
     * @throws FolderException
     */
    private static function open(Environment $environment): array
    {
        $path = $environment->queueFolder() . '/runner.lock';

        return [$path, Files::lockFile($path, $environment->shown($path))];
    }

    /** @param resource $file */
    private static function read($file): Holder
    {
        rewind($file);

        return Holder::fromJson(trim((string) stream_get_contents($file, self::BYTES)));
    }

    /** A full disk does not break a lock that is held: who comes second then only learns less. */
    private function write(string $shown): void
    {
        if (!\is_resource($this->file)) {
            return;
        }
        $file = $this->file;
        $content = str_pad(substr($this->holder->toJson(), 0, self::BYTES - 1), self::BYTES - 1) . "\n";
        $problem = Files::problemOf(static fn(): bool => rewind($file) && fwrite($file, $content) === \strlen($content)
            && fflush($file));
        if ($problem !== null && $shown !== '') {
            throw new FolderException("{$shown} cannot be written: {$problem}. Nothing was started.");
        }
    }
}
