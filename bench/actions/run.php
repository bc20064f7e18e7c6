<?php

/**
 * Runs a command many times and says what that cost this process, as JSON:
 *   php run.php RUNNER COUNT PARALLEL MEGABYTES AUTOLOAD COMMAND...
 * RUNNER: a class of runners/. MEGABYTES: that this process holds meanwhile. AUTOLOAD: of Composer, or empty.
 */

declare(strict_types=1);

namespace PhotoLibrary\Bench\Actions;

/** @return float milliseconds of processor time of this process, without those it has started */
function spent(): float
{
    /** @var array{'ru_utime.tv_sec': int, 'ru_utime.tv_usec': int, 'ru_stime.tv_sec': int, 'ru_stime.tv_usec': int} $usage */
    $usage = getrusage();

    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1000 + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1000;
}

/** @return int kilobytes */
function resident(): int
{
    return preg_match('~^VmRSS:\s+(\d+)~m', (string) file_get_contents('/proc/self/status'), $match) === 1 ? (int) $match[1] : 0;
}

function descriptors(): int
{
    return \count(scandir('/proc/self/fd') ?: []);
}

/** Children of this process that have ended and that nobody has waited for. */
function zombies(): int
{
    $zombies = 0;
    foreach (glob('/proc/[0-9]*/stat') ?: [] as $file) {
        $zombies += (int) preg_match('~\) Z ' . getmypid() . ' ~', (string) @file_get_contents($file));
    }

    return $zombies;
}

$arguments = array_values(array_filter(\array_slice((array) ($_SERVER['argv'] ?? []), 1), \is_string(...)));
\assert(\count($arguments) > 5);
[$name, $count, $parallel, $megabytes, $autoload] = $arguments;
if ($autoload !== '') {
    require $autoload;
}
require __DIR__ . '/runners/Runner.php';
require __DIR__ . "/runners/{$name}.php";
$class = __NAMESPACE__ . "\\Runners\\{$name}";
$ballast = str_repeat('x', (int) $megabytes << 20);
$runner = new $class();
\assert($runner instanceof Runner);
$command = \array_slice($arguments, 5);
$runner->run(['/bin/true'], 20, 5); // what is loaded and compiled once
[$memory, $open, $cpu, $clock] = [resident(), descriptors(), spent(), microtime(true)];
$runner = new $class();
\assert($runner instanceof Runner);
$seconds = $runner->run($command, (int) $count, (int) $parallel);
$cpu = spent() - $cpu;
$wall = microtime(true) - $clock;
if (\count($seconds) !== (int) $count) {
    fwrite(STDERR, \count($seconds) . " of {$count} commands ended well\n");
    exit(1);
}
sort($seconds);
$at = static fn(float $share): float => 1000 * $seconds[(int) floor($share * (\count($seconds) - 1))];
echo json_encode([
    'cpu' => $cpu, 'wall' => $wall, 'p50' => $at(0.5), 'p95' => $at(0.95), 'memory' => resident() - $memory,
    'descriptors' => descriptors() - $open, 'zombies' => zombies(), 'ballast' => \strlen($ballast),
], JSON_THROW_ON_ERROR), "\n";
