#!/usr/bin/env php
<?php

/**
 * Nine servers, one work time: photolibrary actions with 0, 1, 3 and 9 workers, beside other ways to run Ansible on three
 * servers at a time. Each server is an sshd of its own on a loopback address, and its work is to wait. `bin/bench servers`
 * installs what this needs and calls it.
 *   bench/servers.php [--work=SECONDS] [--rounds=N] [--only=A,B]
 */

declare(strict_types=1);

namespace PhotoLibrary\Bench\Servers;

use PhotoLibrary\Tests\Actions\Farm;
use PhotoLibrary\Tests\Actions\Program;
use PhotoLibrary\Tests\Actions\Site;
use RuntimeException;

require __DIR__ . '/../.cache/tools/vendor/autoload.php';

const REPORT = __DIR__ . '/../.cache/bench/servers.md';
/** Workers of a program => servers at a time; what they are measured against. */
const PROGRAMS = [
    'photolibrary, 0 workers' => 1,
    'photolibrary, 1 worker' => 1,
    'photolibrary, 3 workers' => 3,
    'photolibrary, 9 workers' => 9,
    'xargs -P3' => 3,
    'GNU parallel -j3 --joblog' => 3,
    'ansible-playbook --forks 3' => 3,
    'ansible-runner --forks 3' => 3,
];
const BASE = 'photolibrary, 0 workers';
const PLAYBOOK = ['ansible-playbook', '-i', 'inventory/production/hosts.yml', 'playbooks/provision.yml'];

/** A project whose servers all work equally long. What is asked of Ansible once and remembered, has been asked. */
function site(int $seconds): Site
{
    $site = new Site(Farm::shared(), Farm::names());
    $site->configure("health_check_enabled: false\n");
    $site->playbook('provision', <<<YAML
        - hosts: all
          gather_facts: false
          tasks:
            - {name: begin, raw: 'echo begin >>{{ farm }}/{{ inventory_hostname }}'}
            - {name: work, raw: 'sleep {$seconds}'}
            - {name: end, raw: 'echo end >>{{ farm }}/{{ inventory_hostname }}'}
        YAML);
    $site->playbook('check', "- hosts: all\n  gather_facts: false\n  tasks: [{raw: 'true'}]\n");
    $site->run(['check', 'production', 'web-01'])->exitCode === 0 || throw new RuntimeException('the check failed');

    return $site;
}

function start(string $program, Site $site): Program
{
    $limited = [...PLAYBOOK, '--limit', '{}'];
    if (preg_match('/^photolibrary, (\d)/', $program, $match) === 1) {
        return $site->start(['provision', 'production', "--workers={$match[1]}"]);
    }
    $site->project->write('servers', implode("\n", Farm::names()) . "\n");

    return match ($program) {
        'xargs -P3' => run($site, ['xargs', '-a', 'servers', '-P3', '-I{}', ...$limited]),
        'GNU parallel -j3 --joblog' => run($site, ['parallel', '--will-cite', '-j3', '--joblog', 'joblog', '-a', 'servers', ...$limited]),
        'ansible-playbook --forks 3' => run($site, [...PLAYBOOK, '--forks', '3']),
        'ansible-runner --forks 3' => runner($site),
        default => throw new RuntimeException("{$program} is not known"),
    };
}

/** @param list<string> $command */
function run(Site $site, array $command): Program
{
    return new Program($command, $site->project);
}

function runner(Site $site): Program
{
    mkdir($site->project->path('runner/project'), 0o700, true);
    foreach (['playbooks/provision.yml' => 'provision.yml', 'ansible.cfg' => 'ansible.cfg'] as $from => $to) {
        copy($site->project->path($from), $site->project->path("runner/project/{$to}"));
    }
    $inventory = $site->project->path('inventory/production/hosts.yml');

    return run($site, ['ansible-runner', 'run', $site->project->path('runner'), '--playbook', 'provision.yml',
        '--inventory', $inventory, '--forks', '3', '--quiet']);
}

function measure(string $name, int $work): float
{
    $site = site($work);
    $start = microtime(true);
    $run = start($name, $site)->end();
    $seconds = microtime(true) - $start;
    foreach (Farm::names() as $server) {
        $site->record($server) === ['begin', 'end']
            || throw new RuntimeException("{$name} did not do {$server} once: {$run->errors}{$run->output}");
    }

    return $seconds;
}

/** @param list<float> $values */
function median(array $values): float
{
    sort($values);

    return $values[intdiv(\count($values), 2)];
}

/** @param array<mixed> $options */
function main(array $options): int
{
    $number = static fn(string $name, int $default): int => is_numeric($options[$name] ?? null) ? (int) $options[$name] : $default;
    $work = $number('work', 20);
    $only = \is_string($options['only'] ?? null) ? explode(',', $options['only']) : null;
    $isWanted = static fn(string $name): bool => $only === null || array_filter($only, static fn(string $one): bool => str_contains($name, $one)) !== [];
    $names = array_values(array_filter(array_keys(PROGRAMS), $isWanted));
    $all = array_fill_keys($names, []);
    for ($round = 1; $round <= $number('rounds', 1); ++$round) {
        foreach ($names as $name) {
            $all[$name][] = measure($name, $work);
            fprintf(STDERR, "%-28s %6.1f s\n", $name, end($all[$name]));
        }
    }
    report(array_map(median(...), array_filter($all)), $work);

    return 0;
}

/** @param array<string, float> $seconds */
function report(array $seconds, int $work): void
{
    $base = $seconds[BASE] ?? null;
    $xargs = $seconds['xargs -P3'] ?? null;
    $one = $base === null ? (float) $work : $base / Farm::SERVERS;
    $lines = [
        \sprintf('Nine servers, each works %d s; one action takes %.1f s. Model: ceil(9 / workers) x that.', $work, $one),
        '',
        '| program | seconds | model | of one by one | of xargs -P3 |',
        '|---|---|---|---|---|',
    ];
    foreach ($seconds as $name => $value) {
        $lines[] = \sprintf(
            '| %s | %.1f | %.1f | %s | %s |',
            $name,
            $value,
            ceil(Farm::SERVERS / PROGRAMS[$name]) * $one,
            $base === null ? '' : \sprintf('%.2f', $value / $base),
            $xargs === null ? '' : \sprintf('%.3f', $value / $xargs),
        );
    }
    $text = implode("\n", $lines) . "\n";
    is_dir(\dirname(REPORT)) || mkdir(\dirname(REPORT), 0o755, true);
    file_put_contents(REPORT, $text);
    echo $text;
}

exit(main(getopt('', ['work:', 'rounds:', 'only:']) ?: []));
