<?php

/** What bin/chaos --network runs: every fault many times; prints a table in Markdown, and ends with 1 if anything is wrong. */

declare(strict_types=1);

namespace PhotoLibrary\Tests\Network;

use PhotoLibrary\Parallelism;

use function PhotoLibrary\palettes;

require __DIR__ . '/../../.cache/tools/vendor/autoload.php';

/** "50 × network", and an exclamation mark where something else was to come. */
function summary(FaultRun $run, string $name, string $expected, int $times): string
{
    $counts = array_count_values(array_column($run->results[$name], 'outcome'));
    $parts = array_map(static fn(string|int $outcome, int $count): string => "{$count} × {$outcome}", array_keys($counts), $counts);

    return ($counts === [$expected => $times] ? '' : "**wrong, not {$expected}:** ") . implode(', ', $parts);
}

$options = getopt('', ['network', 'times:']) ?: [];
$times = max(1, (int) (\is_string($options['times'] ?? null) ? $options['times'] : '50'));
$pulse = new Pulse();
$server = FaultServer::shared();
$faults = FaultList::all($server, Nginx::shared());
iterator_to_array(palettes([FaultServer::images() . '/tiny.jpg'], parallelism: Parallelism::processes(1)));
$before = Leftovers::now();
$isGood = true;
echo "| Fault, {$times} times each | The pool | palettes(), threads | palettes(), processes | Left open | Deaf for |\n|---|---|---|---|---|---|\n";
foreach ($faults as $name => $fault) {
    $pulse->longest();
    $cells = [$name];
    foreach (['pool' => null, 'threads' => Parallelism::workers(2), 'processes' => Parallelism::processes(2)] as $parallelism) {
        $run = new FaultRun([$name => $fault], $times);
        $parallelism === null ? $run->throughPool() : $run->throughPalettes($parallelism);
        $cells[] = summary($run, $name, $parallelism === null ? $fault->response : $fault->palette, $times);
        unset($run);
    }
    $deaf = $pulse->longest();
    $left = Leftovers::since($before);
    $open = $server->await(static fn(Journal $journal): bool => $journal->openConnections() === 0)->openConnections();
    $left .= $open === 0 ? '' : ", {$open} connections";
    $cells[] = $left === '' ? 'nothing' : "**{$left}**";
    $cells[] = \sprintf('%.0f ms', $deaf);
    $line = '| ' . implode(' | ', $cells) . " |\n";
    $isGood = $isGood && !str_contains($line, '**');
    echo $line;
}
$pulse->stop();
exit($isGood ? 0 : 1);
