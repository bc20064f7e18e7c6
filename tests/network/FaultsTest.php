<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use PhotoLibrary\Parallelism;
use PHPUnit\Framework\Attributes\DataProvider;

/** Every fault gives exactly one result with the right reason, the run goes on, and nothing is left. */
final class FaultsTest extends NetworkTestCase
{
    private const TIMES = 2;

    public function testOfThePool(): void
    {
        $faults = FaultList::all($this->faults, $this->nginx);
        $run = new FaultRun($faults, self::TIMES);
        $run->throughPool();
        $expected = array_map(static fn(Fault $fault): string => "{$fault->response}, attempts: {$fault->attempts}", $faults);
        $this->judge($run, $expected, true);
    }

    /** @return iterable<string, array{string}> */
    public static function names(): iterable
    {
        foreach (['sequential', 'workers', 'processes'] as $name) {
            yield $name => [$name];
        }
    }

    #[DataProvider('names')]
    public function testOfPalettes(string $mode): void
    {
        $faults = FaultList::all($this->faults, $this->nginx);
        $run = new FaultRun($faults, self::TIMES);
        $run->throughPalettes(self::mode($mode));
        $this->judge($run, array_map(static fn(Fault $fault): string => $fault->palette, $faults), false);
    }

    /** Nothing reached the server of what the guard refuses. */
    public function testNothingConnectsToWhatIsRefused(): void
    {
        $faults = array_filter(FaultList::all($this->faults, $this->nginx), static fn(Fault $fault): bool => $fault->isGuarded);
        $run = new FaultRun($faults, 1);
        $run->throughPool();
        $run->throughPalettes(Parallelism::workers(2));
        $journal = $this->faults->journal();
        self::assertSame([[], []], [$journal->requests, array_diff_key($journal->connections, ['control' => 0])]);
    }

    /** @param array<string, string> $expected by the name of the fault */
    private function judge(FaultRun $run, array $expected, bool $withAttempts): void
    {
        $wanted = $found = $said = [];
        foreach ($run->results as $name => $results) {
            $wanted[$name] = array_fill(0, self::TIMES, $expected[$name]);
            foreach ($results as $result) {
                $found[$name][] = $result['outcome'] . ($withAttempts ? ", attempts: {$result['attempts']}" : '');
                $said[] = "{$name}: {$result['message']}";
            }
        }
        self::assertSame($wanted, $found, implode("\n", $said));
    }
}
