<?php

declare(strict_types=1);

namespace PhotoLibrary\Actions\Run;

use Monolog\Formatter\LineFormatter;
use Monolog\Handler\StreamHandler;
use Monolog\Logger;
use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Journal\JournalEntry;
use PhotoLibrary\Actions\Support\Duration;
use Psr\Log\LoggerInterface;

/**
 * The lines that say what each worker does. Programs search for them: their words never change.
 */
final readonly class OrchestratorLog implements Observer
{
    use IgnoresEvents;

    private const PREFIX = '[ORCHESTRATOR] ';

    public function __construct(private LoggerInterface $logger) {}

    /** A log in a file, which only its owner may read: each line with its time before it. */
    public static function fileLogger(string $path): LoggerInterface
    {
        $handler = new StreamHandler($path, filePermission: 0o600, useLocking: true);
        $handler->setFormatter(new LineFormatter("%datetime% %message%\n", 'Y-m-d H:i:s.v'));

        return new Logger('orchestrator', [$handler]);
    }

    public function runStarted(int $workers): void
    {
        $this->info($workers === 0 ? 'Running in SEQUENTIAL mode' : "Running in PARALLEL mode with {$workers} " . ($workers === 1 ? 'worker' : 'workers'));
    }

    public function workerStarted(int $worker): void
    {
        $this->info("Worker {$worker} started");
    }

    public function actionStarted(JournalEntry $entry, int $worker, int $active, int $workers): void
    {
        $this->info("Worker {$worker} processing: " . self::nameOf($entry) . " (active: {$active}/{$workers})");
    }

    public function actionEnded(JournalEntry $entry, ?int $worker): void
    {
        $who = $worker === null ? 'Earlier run' : "Worker {$worker}";
        if ($entry->state === EntryState::Ok) {
            $this->info("{$who} completed: " . self::nameOf($entry));
        } else {
            $what = $worker === null && $entry->startedAt === null ? 'Not started' : "{$who} failed";
            $this->logger->error(self::PREFIX . "{$what}: " . self::nameOf($entry) . ": {$entry->message}");
        }
    }

    public function healthCheckStarted(JournalEntry $entry, ?int $worker): void
    {
        $this->info(($worker === null ? 'Earlier run' : "Worker {$worker}") . ' verifying: ' . self::nameOf($entry));
    }

    public function actionWillBeRepeated(JournalEntry $entry, ?int $worker, float $seconds, string $why): void
    {
        $this->logger->warning(self::PREFIX . ($worker === null ? 'Earlier run' : "Worker {$worker}") . ' retrying: '
            . self::nameOf($entry) . ' in ' . Duration::words($seconds) . ": {$why}");
    }

    public function actionAdopted(JournalEntry $entry): void
    {
        $this->info('Earlier run still processing: ' . self::nameOf($entry));
    }

    public function note(string $line): void
    {
        $this->info($line);
    }

    public function warning(string $line): void
    {
        $this->logger->warning(self::PREFIX . $line);
    }

    private function info(string $line): void
    {
        $this->logger->info(self::PREFIX . $line);
    }

    private static function nameOf(JournalEntry $entry): string
    {
        return "{$entry->kind->value} for server {$entry->server}";
    }
}
