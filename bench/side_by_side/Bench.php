<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

use PhotoLibrary\PaletteOptions;

/** The measurements. Everything is asked for in turns, so that what else the machine does hits all alike. */
final class Bench
{
    /** Microseconds from which on one answer is enough: no noise matters beside such a ratio. */
    private const SLOW = 500_000;

    public readonly Times $times;
    public readonly Times $sizes;
    /** @var array<string, array<string, list<string>>> palettes by path and peer */
    public array $palettes = [];
    /** @var array<string, array<string, string>> errors by peer and path */
    public array $errors = [];

    /**
     * @param list<Photo> $photos
     * @param array<string, Peer> $peers by name
     */
    public function __construct(
        private readonly array $photos,
        private readonly array $peers,
        private readonly int $rounds,
        private readonly int $colors,
        private readonly string $folder,
    ) {
        $this->times = new Times();
        $this->sizes = new Times();
    }

    public function compare(): void
    {
        // What a process does once, at its first image, is not counted.
        array_map(fn(Peer $peer): Answer => $peer->ask($this->photos[0]->path, $this->colors), $this->peers);
        for ($round = 0; $round < $this->rounds; ++$round) {
            foreach ($this->photos as $number => $photo) {
                self::progress('round ' . ($round + 1) . '/' . $this->rounds . ', photo ' . ($number + 1) . '/' . \count($this->photos));
                foreach (self::turned($this->peers, $round + $number) as $peer) {
                    if ($this->times->last($peer->name, $photo->path) < self::SLOW) {
                        $this->ask($peer, $photo->path, $this->times);
                    }
                }
            }
        }
        array_map(static fn(Peer $peer) => $peer->end(), $this->peers);
    }

    /**
     * photolibrary and bare libjpeg over sub-sizes as WordPress stores them.
     *
     * @return array<int, list<string>> the files by their longest side
     */
    public function compareSizes(): array
    {
        $files = [];
        foreach ([300, 768] as $side) {
            foreach (\array_slice($this->photos, 0, 30) as $photo) {
                $file = "{$this->folder}/sizes/" . sha1($photo->path) . "-{$side}.jpg";
                exec(\sprintf('vipsthumbnail %s -s %2$dx%2$d -o %3$s[Q=82,strip]', escapeshellarg($photo->path), $side, escapeshellarg($file)), $output, $status);
                if ($status === 0) {
                    $files[$side][] = $file;
                }
            }
        }
        $peers = array_intersect_key($this->peers, ['photolibrary' => true, 'libjpeg' => true]);
        // Small numbers: many rounds.
        for ($round = 0; $round < 4 * $this->rounds; ++$round) {
            self::progress('sub-sizes, round ' . ($round + 1));
            foreach (array_merge(...array_values($files)) as $number => $file) {
                foreach (self::turned($peers, $round + $number) as $peer) {
                    $this->ask($peer, $file, $this->sizes);
                }
            }
        }
        array_map(static fn(Peer $peer) => $peer->end(), $peers);

        return $files;
    }

    /**
     * What a file adds to the memory of a process that has done a small one.
     *
     * @return array<string, float|string> MB by peer, or an error
     */
    public function memory(string $small, string $large, string ...$names): array
    {
        $memory = [];
        foreach ($names === [] ? $this->peers : array_intersect_key($this->peers, array_flip($names)) as $name => $peer) {
            self::progress("memory of {$name}");
            $peer->ask($small, $this->colors);
            $before = $peer->peakMemory();
            $answer = $peer->ask($large, $this->colors);
            $memory[$name] = $answer->error ?? ($peer->peakMemory() - $before) / 1024;
            $peer->end();
        }

        return $memory;
    }

    /** @return array<string, array{method: string, read: int, ratio: float|null}> by path; ratio to the end of the first DC pass, of progressive files read by that method */
    public function reading(): array
    {
        $reading = [];
        foreach ($this->photos as $photo) {
            try {
                $decode = \PhotoLibrary\palette($photo->path, new PaletteOptions())->decode;
                $ratio = $photo->jpeg->progressive && $decode->method === 'dc_pass' ? $decode->bytesRead / $photo->jpeg->endOfDc : null;
                $reading[$photo->path] = ['method' => $decode->method, 'read' => $decode->bytesRead, 'ratio' => $ratio];
            } catch (\PhotoLibrary\PaletteException $error) {
                $this->errors['photolibrary'][$photo->path] = $error->getMessage();
            }
        }

        return $reading;
    }

    /** @return array<string, array<string, array{error: float, found: int, accents: int, colors: int}>> by path and peer */
    public function quality(Yardstick $yardstick): array
    {
        $scores = [];
        foreach ($this->photos as $number => $photo) {
            self::progress('quality, photo ' . ($number + 1) . '/' . \count($this->photos));
            $scores[$photo->path] = $yardstick->score($photo->path, $this->palettes[$photo->path] ?? [], $this->colors);
        }

        return $scores;
    }

    private function ask(Peer $peer, string $path, Times $times): void
    {
        $answer = $peer->ask($path, $this->colors);
        if ($answer->microseconds === null) {
            $this->errors[$peer->name][$path] = $answer->error ?? '';

            return;
        }
        $times->add($peer->name, $path, $answer->microseconds);
        $this->palettes[$path][$peer->name] = $answer->palette;
    }

    /**
     * @param array<string, Peer> $peers
     * @return list<Peer> in another order each time
     */
    private static function turned(array $peers, int $turn): array
    {
        $list = array_values($peers);
        $first = $turn % max(1, \count($list));

        return [...\array_slice($list, $first), ...\array_slice($list, 0, $first)];
    }

    private static function progress(string $what): void
    {
        if (stream_isatty(STDERR)) {
            fwrite(STDERR, "\r\e[K{$what}");
        }
    }
}
