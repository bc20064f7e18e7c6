<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

use PhotoLibrary\Bench\SideBySide\Jpeg;
use PhotoLibrary\Bench\SideBySide\Times;

/** Palettes of photos by URL beside palettes of the same photos as files. */
final class RemotePalettes
{
    public const MODES = ['sequential', 'workers(1)', 'processes(1)'];
    private const WARM_UP = 8;

    /** Microseconds of processor time of a process with all that it started; by mode and where the photos are, and the set. */
    public readonly Times $cpu;
    /** @var array<string, array<string, array{palette: string, read: int, method: string}>> by run and photo */
    public array $read = [];
    /** @var array<string, int> bytes that the batch counted, by run */
    public array $batchBytes = [];

    public function __construct(private readonly Server $server, private readonly Photos $photos, private readonly string $folder)
    {
        $this->cpu = new Times();
    }

    /** Rounds in turns of a process over all photos and one over a few of them; their difference is what photos cost. */
    public function compare(int $rounds): void
    {
        for ($round = 0; $round < $rounds; ++$round) {
            foreach ($this->photos->sets() as $set => $photos) {
                foreach (self::MODES as $mode) {
                    foreach ($this->places() as $place => $prefix) {
                        progress('palettes, round ' . ($round + 1) . "/{$rounds}, {$set}, {$mode}, {$place}");
                        $names = array_keys($photos);
                        $few = $this->run($mode, $prefix . self::warmPart($place), \array_slice($names, 0, self::WARM_UP))[0];
                        [$all, $lines] = $this->run($mode, $prefix . self::part($place, $set, $mode), $names);
                        $this->cpu->add("{$mode}, {$place}", $set, max(0, $all - $few));
                        $this->keep(self::runName($place, $set, $mode), $lines);
                    }
                }
            }
        }
    }

    /** @return float|null microseconds of processor time a photo */
    public function cpuOf(string $mode, string $place, string $set): ?float
    {
        $median = $this->cpu->median("{$mode}, {$place}", $set);

        return $median === null ? null : $median / max(1, \count($this->photos->sets()[$set] ?? []) - self::WARM_UP);
    }

    /** @return list<string> photos whose palette is not the same everywhere */
    public function different(): array
    {
        $palettes = [];
        foreach ($this->read as $photos) {
            foreach ($photos as $name => $photo) {
                $palettes[$name][$photo['palette']] = true;
            }
        }

        return array_keys(array_filter($palettes, static fn(array $of): bool => \count($of) > 1));
    }

    /**
     * For every progressive photo whose first pass is enough, what was read and what came over the wire, in parts of what
     * it may be: 1.15 times the end of that pass and 64 kB.
     *
     * @return array{read: list<float>, wire: list<float>, ofFile: list<float>, requests: float}
     */
    public function share(string $place, string $mode, int $rounds): array
    {
        $run = self::runName($place, 'progressive', $mode);
        $traffic = $this->server->traffic($run);
        $share = ['read' => [], 'wire' => [], 'ofFile' => [], 'requests' => 0.0];
        foreach ($this->photos->progressive as $name => $jpeg) {
            if (($this->read[$run][$name]['method'] ?? '') !== 'dc_pass') {
                continue; // of a small one every pixel is wanted
            }
            $allowed = self::allowed($jpeg);
            $wire = ($traffic[$name]['wire'] ?? 0) / $rounds;
            $share['read'][] = $this->read[$run][$name]['read'] / $allowed;
            $share['wire'][] = $wire / $allowed;
            $share['ofFile'][] = $wire / max(1, (int) filesize("{$this->photos->folder}/{$name}"));
            $share['requests'] += ($traffic[$name]['requests'] ?? 0) / $rounds;
        }
        $share['requests'] /= max(1, \count($share['read']));

        return $share;
    }

    private static function allowed(Jpeg $jpeg): float
    {
        return 1.15 * $jpeg->endOfDc + 65_536;
    }

    private static function runName(string $place, string $set, string $mode): string
    {
        return "{$place}-{$set}-" . strtr($mode, ['(' => '-', ')' => '']);
    }

    /** @return array<string, string> where photos are, and how their names begin there */
    private function places(): array
    {
        $base = "http://127.0.0.1:{$this->server->port}";

        return ['file' => "{$this->photos->folder}/", 'url' => "{$base}/photos/", 'url-without-ranges' => "{$base}/no-ranges/"];
    }

    private static function part(string $place, string $set, string $mode): string
    {
        return $place === 'file' ? '' : self::runName($place, $set, $mode) . '/';
    }

    private static function warmPart(string $place): string
    {
        return $place === 'file' ? '' : 'warm-up/';
    }

    /** @param list<string> $lines */
    private function keep(string $run, array $lines): void
    {
        foreach ($lines as $line) {
            [$name, $palette, $read, $method] = [...explode("\t", $line), '', '', ''];
            if ($name === 'batch') {
                $this->batchBytes[$run] = (int) $read;
            } else {
                $this->read[$run][$name] = ['palette' => $palette, 'read' => (int) $read, 'method' => $method];
            }
        }
    }

    /**
     * @param list<string> $names
     * @return array{int, list<string>} microseconds, and what it printed
     */
    private function run(string $mode, string $prefix, array $names): array
    {
        $command = [...Server::onProcessor(0), "{$this->folder}/reap", PHP_BINARY, __DIR__ . '/palettes.php', $mode, $prefix];
        $input = "{$this->folder}/names";
        file_put_contents($input, implode("\n", $names));
        $errors = "{$this->folder}/palettes.errors";
        $process = proc_open($command, [['file', $input, 'r'], ['pipe', 'w'], ['file', $errors, 'a']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('PHP cannot be started');
        }
        $lines = explode("\n", trim((string) stream_get_contents($pipes[1])));
        fclose($pipes[1]);
        if (proc_close($process) !== 0) {
            throw new \RuntimeException("palettes of {$prefix} ({$mode}) failed; see {$errors}");
        }

        return [(int) array_pop($lines), $lines];
    }
}
