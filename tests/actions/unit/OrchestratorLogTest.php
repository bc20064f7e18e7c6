<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions\Unit;

use PhotoLibrary\Actions\Journal\EntryState;
use PhotoLibrary\Actions\Run\OrchestratorLog;
use PhotoLibrary\Tests\Actions\Entries;
use PHPUnit\Framework\TestCase;
use Psr\Log\AbstractLogger;

final class OrchestratorLogTest extends TestCase
{
    public function testItsLinesAreThoseOfTheGuide(): void
    {
        $logger = new class extends AbstractLogger {
            /** @var list<string> */
            public array $lines = [];

            public function log($level, string|\Stringable $message, array $context = []): void
            {
                $this->lines[] = (string) $message;
            }
        };
        $log = new OrchestratorLog($logger);
        $log->runStarted(3);
        $log->runStarted(0);
        $log->workerStarted(1);
        $log->actionStarted(Entries::entry('web-01'), 1, 2, 3);
        $log->actionEnded(Entries::entry('web-01', EntryState::Ok), 1);
        $log->actionEnded(Entries::entry('web-01', EntryState::Failed, message: 'restart php-fpm: no such unit'), 1);
        self::assertSame([
            '[ORCHESTRATOR] Running in PARALLEL mode with 3 workers',
            '[ORCHESTRATOR] Running in SEQUENTIAL mode',
            '[ORCHESTRATOR] Worker 1 started',
            '[ORCHESTRATOR] Worker 1 processing: deploy for server web-01 (active: 2/3)',
            '[ORCHESTRATOR] Worker 1 completed: deploy for server web-01',
            '[ORCHESTRATOR] Worker 1 failed: deploy for server web-01: restart php-fpm: no such unit',
        ], $logger->lines);
    }
}
