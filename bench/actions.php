#!/usr/bin/env php
<?php

/**
 * What it costs to run and watch commands: photolibrary's ActionQueue beside PHP's other libraries. `bin/bench --actions`
 * installs what this needs and calls it.
 *   bench/actions.php [--rounds=N] [--runners=A,B]
 */

declare(strict_types=1);

namespace PhotoLibrary\Bench\Actions;

use PhotoLibrary\Bench\SideBySide\Report;
use PhotoLibrary\Bench\SideBySide\Times;

require __DIR__ . '/side_by_side/Report.php';
require __DIR__ . '/side_by_side/Times.php';

const CACHE = __DIR__ . '/../.cache/bench';
const AUTOLOAD = CACHE . '/actions/vendor/autoload.php';
const LABELS = [
    'Photolibrary' => 'photolibrary: ActionQueue',
    'ProcOpen' => 'proc_open() and stream_select()',
    'Symfony' => 'symfony/process',
    'React' => 'react/child-process',
    'Amp' => 'amphp/process',
];
/** Name: how many commands, how many at once, megabytes in use, the command, only photolibrary and what is asked for. */
const SCENARIOS = [
    '500 × true, 100 at once' => [500, 100, 0, ['/bin/true']],
    'the same with 200 MB in use' => [500, 100, 200, ['/bin/true']],
    '100 × sleep 1, all at once' => [100, 100, 0, ['/bin/sleep', '1']],
    '100 × sleep 10, all at once' => [100, 100, 0, ['/bin/sleep', '10']],
    '5,000 × true, 200 at once' => [5000, 200, 0, ['/bin/true']],
];

/**
 * @param array{int, int, int, list<string>} $scenario
 * @return array<string, float|int>|string the figures, or why there are none
 */
function measure(string $runner, array $scenario): array|string
{
    [$count, $parallel, $megabytes, $command] = $scenario;
    $autoload = \in_array($runner, ['Photolibrary', 'ProcOpen'], true) ? '' : AUTOLOAD;
    $line = [PHP_BINARY, __DIR__ . '/actions/run.php', $runner, "{$count}", "{$parallel}", "{$megabytes}", $autoload, ...$command];
    exec(implode(' ', array_map(escapeshellarg(...), $line)) . ' 2>&1', $output, $status);
    $figures = $status === 0 ? json_decode(end($output) ?: '', true) : null;
    if (!\is_array($figures)) {
        return 'ends with ' . $status . ': ' . (end($output) ?: 'nothing said');
    }
    /** @var array<string, float|int> $figures */
    return $figures;
}

/** @return array{rounds: int, runners: list<string>} */
function options(): array
{
    $given = getopt('', ['rounds:', 'runners:']);
    $rounds = \is_string($given['rounds'] ?? null) ? (int) $given['rounds'] : 3;
    $runners = \is_string($given['runners'] ?? null) ? explode(',', $given['runners']) : array_keys(LABELS);

    return ['rounds' => max(1, $rounds), 'runners' => array_values(array_intersect(array_keys(LABELS), $runners))];
}

['rounds' => $rounds, 'runners' => $runners] = options();
$report = new Report();
$load = sys_getloadavg() ?: [0.0];
$report->text(\sprintf('Medians of %d rounds, in turns; PHP %s, %d processors, load %.1f before.', $rounds, PHP_VERSION, (int) shell_exec('nproc'), $load[0]));
$all = [];
foreach (SCENARIOS as $name => $scenario) {
    $samples = [];
    for ($round = 0; $round < $rounds; ++$round) {
        foreach ($runners as $runner) {
            $figures = measure($runner, $scenario);
            if (\is_string($figures)) {
                fwrite(STDERR, "{$name}, {$runner}: {$figures}\n");
                continue;
            }
            foreach ($figures as $figure => $value) {
                $samples[$runner][$figure][] = $value;
            }
        }
    }
    $all[$name] = $samples;
    $median = static fn(string $runner, string $figure): ?float => Times::medianOf($samples[$runner][$figure] ?? []);
    $ours = ($median('Photolibrary', 'cpu') ?? 0.0) / $scenario[0];
    $rows = [];
    foreach ($runners as $runner) {
        $cpu = $median($runner, 'cpu');
        $each = $cpu === null ? null : $cpu / $scenario[0];
        $rows[] = [
            LABELS[$runner], Report::number($each, 3), Report::number($each === null || $ours <= 0.0 ? null : $each / $ours, 1), Report::number($cpu === null ? null : $cpu / 1000, 3),
            Report::number($median($runner, 'p50'), 0), Report::number($median($runner, 'p95'), 0), Report::number($median($runner, 'wall'), 2),
            Report::number($median($runner, 'memory') === null ? null : $median($runner, 'memory') / 1024, 1), Report::number($median($runner, 'descriptors'), 0), Report::number($median($runner, 'zombies'), 0),
        ];
    }
    $report->heading($name);
    $report->table(['', 'CPU ms each', '× ours', 'CPU s in all', 'p50 ms', 'p95 ms', 'wall s', 'MB more', 'descriptors more', 'zombies'], $rows);
}
echo $report->markdown();
file_put_contents(CACHE . '/actions.md', $report->markdown());
file_put_contents(CACHE . '/actions.json', json_encode($all, JSON_THROW_ON_ERROR | JSON_PRETTY_PRINT));
