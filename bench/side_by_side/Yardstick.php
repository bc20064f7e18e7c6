<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

/**
 * How good palettes are, by palette_eval.cpp: their error on all pixels against that of the best known palette, and the
 * accents they have. What it takes long to find out about an image is kept.
 */
final readonly class Yardstick
{
    public function __construct(private string $program, private string $cache) {}

    /**
     * @param array<string, list<string>> $palettes by peer; those with too many colours are left out
     * @return array<string, array{error: float, found: int, accents: int, colors: int}> by peer
     */
    public function score(string $image, array $palettes, int $colors): array
    {
        $ppm = $this->cache . '/pixels.' . getmypid() . '.ppm';
        $reference = $this->cache . '/' . sha1_file($image) . '.ref';
        try {
            self::pixels($image, $ppm);
            $this->makeReference($ppm, $reference, $colors);
            $lines = '';
            foreach ($palettes as $peer => $palette) {
                if ($palette !== [] && \count($palette) <= $colors) {
                    $lines .= $peer . ' ' . implode(' ', $palette) . "\n";
                }
            }

            return self::parse(self::run([$this->program, 'score', $ppm, $reference, (string) $colors], $lines));
        } finally {
            is_file($ppm) && unlink($ppm);
        }
    }

    /** All pixels of an image, sRGB. */
    private static function pixels(string $image, string $ppm): void
    {
        // The first fails where there is no profile.
        try {
            self::run(['vips', 'icc_transform', $image, $ppm, 'srgb', '--embedded'], '');
        } catch (\RuntimeException) {
            self::run(['vips', 'colourspace', $image, $ppm, 'srgb'], '');
        }
    }

    private function makeReference(string $ppm, string $reference, int $colors): void
    {
        $known = is_file($reference) ? (string) file_get_contents($reference) : '';
        if (preg_match("/^optimum {$colors} /m", $known) === 1) {
            return;
        }
        $found = self::run([$this->program, 'reference', $ppm, (string) $colors], '');
        // The accents do not depend on the number of colours.
        $optima = (string) preg_replace('/^accent .*\n/m', '', $known);
        if (file_put_contents($reference, $optima . $found) === false) {
            throw new \RuntimeException("{$reference} cannot be written");
        }
    }

    /** @return array<string, array{error: float, found: int, accents: int, colors: int}> */
    private static function parse(string $output): array
    {
        $scores = [];
        foreach (explode("\n", trim($output)) as $line) {
            $fields = explode("\t", $line);
            if (\count($fields) === 6) {
                $scores[$fields[0]] = [
                    'error' => (float) $fields[2], 'found' => (int) $fields[3], 'accents' => (int) $fields[4], 'colors' => (int) $fields[1],
                ];
            }
        }

        return $scores;
    }

    /** @param list<string> $command */
    private static function run(array $command, string $input): string
    {
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'a']], $pipes);
        if ($process === false) {
            throw new \RuntimeException("{$command[0]} cannot be started");
        }
        fwrite($pipes[0], $input);
        fclose($pipes[0]);
        $output = (string) stream_get_contents($pipes[1]);
        if (proc_close($process) !== 0) {
            throw new \RuntimeException(implode(' ', $command) . ' failed');
        }

        return $output;
    }
}
