<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

use PhotoLibrary\Bench\SideBySide\Times;

/** Clients side by side, workload by workload, in turns; each time in a process of its own that is warm. */
final class Transfers
{
    /** Microseconds of processor time and of the clock, of all requests of a workload. */
    public readonly Times $cpu;
    public readonly Times $clock;
    /** @var array<string, array<string, int>> KiB at most, by client and workload */
    public array $memory = [];
    /** @var array<string, array<string, string>> by client and workload */
    public array $errors = [];

    /** @param array<string, list<string>> $commands by client, to which concurrency and port are to be added */
    public function __construct(private readonly array $commands, private readonly string $folder)
    {
        $this->cpu = new Times();
        $this->clock = new Times();
    }

    /**
     * @param list<Workload> $workloads
     * @param list<string> $clients
     */
    public function compare(Server $server, array $workloads, array $clients, int $rounds): void
    {
        for ($round = 0; $round < $rounds; ++$round) {
            foreach ($workloads as $number => $workload) {
                progress('round ' . ($round + 1) . "/{$rounds}, {$workload->name}");
                $first = ($round + $number) % max(1, \count($clients));
                foreach ([...\array_slice($clients, $first), ...\array_slice($clients, 0, $first)] as $client) {
                    $this->measure($server, $client, $workload);
                }
            }
        }
    }

    /** @return float|null microseconds of processor time a request */
    public function cpuOf(string $client, Workload $workload): ?float
    {
        $median = $this->cpu->median($client, $workload->name);

        return $median === null ? null : $median / $workload->requests;
    }

    /** @return float|null requests a second */
    public function rateOf(string $client, Workload $workload): ?float
    {
        $median = $this->clock->median($client, $workload->name);

        return $median === null ? null : $workload->requests / $median * 1e6;
    }

    private function measure(Server $server, string $client, Workload $workload): void
    {
        $command = $this->commands[$client];
        // Those in PHP also want to know where Composer's classes are.
        $arguments = [(string) $workload->concurrency, (string) $server->port, ...($client === 'floor' ? [] : ["{$this->folder}/php/vendor/autoload.php"])];
        $process = new ClientProcess([...$command, ...$arguments], "{$this->folder}/{$client}.errors");
        try {
            $process->fetch($workload->warmUp(), $workload->bytes, '/bodies', 0);
            [$cpu, $clock] = $process->fetch($workload->requests, $workload->bytes, $workload->prefix, $workload->work);
            $this->cpu->add($client, $workload->name, $cpu);
            $this->clock->add($client, $workload->name, $clock);
            $this->memory[$client][$workload->name] = max($this->memory[$client][$workload->name] ?? 0, $process->peakMemory());
        } catch (\RuntimeException $error) {
            $this->errors[$client][$workload->name] = $error->getMessage();
        }
    }
}
