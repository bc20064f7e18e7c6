<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PhotoLibrary\Tests\Support\Family;
use RuntimeException;

/** The saboteur, from the outside. */
final class SaboteurProcess
{
    /** @var resource */
    private $process;

    /** @var array<int, resource> */
    private array $pipes = [];

    public function __construct(Plan $plan, Family $family)
    {
        $command = [PHP_BINARY, __DIR__ . '/saboteur.php', (string) $plan->seed, (string) $plan->pace, ...$plan->sabotage];
        // Nothing else: above all not the setting that makes PHP load our module.
        $environment = ['PHOTOLIBRARY_CHAOS_MODULE' => $family->module];
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $this->pipes, null, $environment);
        $this->process = $process === false ? throw new RuntimeException('the saboteur does not start') : $process;
    }

    /** @return array<string, int> what it has done */
    public function stop(): array
    {
        fclose($this->pipes[0]);
        $said = (string) stream_get_contents($this->pipes[1]);
        fclose($this->pipes[1]);
        proc_close($this->process);
        /** @var array<string, int> $done */
        $done = json_decode($said, true, flags: JSON_THROW_ON_ERROR);

        return $done;
    }
}
