<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PhotoLibrary\Tests\Support\Family;
use RuntimeException;

/** Has rounds run in PHP processes of their own, some in each, and reports what they say and how they end. */
final class Conductor
{
    private const ROUNDS_OF_A_PROCESS = 40;
    private const SILENCE = 900;  // seconds after which a process counts as hanging
    private const MOST_VIOLATIONS = 10;

    /** @var list<string> */
    private array $violations = [];

    /** @var array<string, int> */
    private array $results = [];

    /** @var array<string, int> */
    private array $sabotage = [];

    private int $done = 0;

    /** @var array{seed: int, plan: string} the round that is on */
    private array $current = ['seed' => 0, 'plan' => 'before the first round'];

    /** @param string $folder scratch; holds a copy of the module, so that nobody else's processes look like ours */
    public function __construct(private readonly string $folder, private readonly string $mode) {}

    /** @return int exit status */
    public function conduct(int $seed, int $rounds): int
    {
        $started = hrtime(true);
        for ($next = $seed; $next < $seed + $rounds && \count($this->violations) < self::MOST_VIOLATIONS;) {
            $this->current['seed'] = $next;
            $this->runProcess($next, min(self::ROUNDS_OF_A_PROCESS, $seed + $rounds - $next));
            $next = $this->current['seed'] + 1;
            fprintf(STDERR, "%d rounds, %d violations\n", $next - $seed, \count($this->violations));
        }
        printf("%d rounds from seed %d in %d s\n", $this->done, $seed, (hrtime(true) - $started) / 1e9);
        printf("results: %s\nsabotage: %s\n", self::inWords($this->results), self::inWords($this->sabotage));
        printf("%d violations\n", \count($this->violations));

        return $this->violations === [] && $this->done === $rounds ? 0 : 1;
    }

    private function runProcess(int $seed, int $rounds): void
    {
        $environment = [
            'PHP_INI_SCAN_DIR' => ":{$this->folder}/ini",
            'PHOTOLIBRARY_CHAOS_MODULE' => "{$this->folder}/photolibrary.so",
            'PHOTOLIBRARY_CHAOS_FOLDER' => $this->folder,
        ] + getenv();
        $command = ['prlimit', '--nofile=256', PHP_BINARY, __DIR__ . '/rounds.php', (string) $seed, (string) $rounds, $this->mode];
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['pipe', 'w'], ['file', "{$this->folder}/stderr", 'w']], $pipes, null, $environment);
        if ($process === false) {
            throw new RuntimeException('the rounds do not start');
        }
        $expected = $this->done + $rounds;
        $violations = \count($this->violations);
        $this->listen($pipes[1], proc_get_status($process)['pid']);
        fclose($pipes[1]);
        $status = proc_close($process);
        if (\count($this->violations) > $violations) {
            return;
        }
        if ($status !== 0 || $this->done !== $expected) {
            $this->violated("PHP ended with status {$status}: " . file_get_contents("{$this->folder}/stderr"));
        }
        $left = Family::awaitNone((new Family("{$this->folder}/photolibrary.so"))->zygotes(...), 3.0 * Plan::patience());
        if ($left !== []) {
            $this->violated('left when PHP had ended: ' . implode(' ', $left));
        }
    }

    /** @param resource $pipe */
    private function listen($pipe, int $pid): void
    {
        $none = [];
        while (true) {
            $read = [$pipe];
            if (stream_select($read, $none, $none, self::SILENCE) === 0) {
                $this->violated('PHP hangs: ' . $this->whatItDoes($pid));
                posix_kill($pid, SIGKILL);

                return;
            }
            $line = fgets($pipe);
            if ($line === false) {
                return;
            }
            $this->hear($line);
        }
    }

    private function hear(string $line): void
    {
        /** @var array{seed?: int, plan?: string, violation?: string, results?: array<string, int>, sabotage?: array<string, int>}|null $said */
        $said = json_decode($line, true);
        if (isset($said['seed'], $said['plan'])) {
            $this->current = ['seed' => $said['seed'], 'plan' => $said['plan']];
        } elseif (isset($said['violation'])) {
            $this->violated($said['violation']);
        } elseif (isset($said['results'], $said['sabotage'])) {
            ++$this->done;
            self::add($this->results, $said['results']);
            self::add($this->sabotage, $said['sabotage']);
        } else {
            $this->violated("PHP said: {$line}");
        }
    }

    private function violated(string $what): void
    {
        $this->violations[] = $what;
        printf("VIOLATION: %s\n  round: %s\n", trim($what), $this->current['plan']);
        printf("  again: bin/chaos --rounds=1 --seed=%d --mode=%s\n", $this->current['seed'], $this->mode);
    }

    /** The threads of a process and where the kernel has them. */
    private function whatItDoes(int $pid): string
    {
        $doing = [];
        foreach (glob("/proc/{$pid}/task/*") ?: [] as $task) {
            $doing[] = trim((string) @file_get_contents("{$task}/comm")) . ' in ' . trim((string) @file_get_contents("{$task}/wchan"));
        }

        return implode(', ', $doing) . "\n" . file_get_contents("{$this->folder}/stderr");
    }

    /**
     * @param array<string, int> $sums
     * @param array<string, int> $counts
     */
    private static function add(array &$sums, array $counts): void
    {
        foreach ($counts as $name => $count) {
            $sums[$name] = ($sums[$name] ?? 0) + $count;
        }
    }

    /** @param array<string, int> $counts */
    private static function inWords(array $counts): string
    {
        arsort($counts);

        return implode(', ', array_map(static fn(string $name, int $count): string => "{$count} {$name}", array_keys($counts), $counts)) ?: 'none';
    }
}
