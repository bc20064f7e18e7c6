<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\Http;

use PhotoLibrary\Bench\SideBySide\Jpeg;
use PhotoLibrary\Bench\SideBySide\Photo;

/** Photos in pairs: the same pixels as a progressive and as a baseline JPEG, cut out of those of Debian's packages. */
final readonly class Photos
{
    /**
     * @param array<string, Jpeg> $progressive by file name
     * @param array<string, Jpeg> $baseline
     */
    private function __construct(public string $folder, public array $progressive, public array $baseline) {}

    /** @param list<string> $packages */
    public static function make(string $folder, array $packages, int $pairs): self
    {
        is_dir($folder) || mkdir($folder, 0o755, true);
        $sources = Photo::all($packages, []);
        if ($sources === []) {
            throw new \RuntimeException('there is no photo in ' . implode(', ', $packages));
        }
        $made = ['progressive' => [], 'baseline' => []];
        for ($number = 0; $number < $pairs; ++$number) {
            $source = $sources[$number % \count($sources)];
            $variant = intdiv($number, \count($sources));
            foreach (array_keys($made) as $kind) {
                $name = \sprintf('%s-%03d.jpg', $kind, $number);
                is_file("{$folder}/{$name}") || self::cut($source, $variant, $kind, "{$folder}/{$name}");
                $jpeg = Jpeg::read("{$folder}/{$name}");
                if ($jpeg === null || $jpeg->progressive !== ($kind === 'progressive')) {
                    throw new \RuntimeException("jpegtran made something else of {$source->path}");
                }
                $made[$kind][$name] = $jpeg;
            }
        }

        return new self($folder, $made['progressive'], $made['baseline']);
    }

    /** @return array<string, array<string, Jpeg>> by kind and file name */
    public function sets(): array
    {
        return ['progressive' => $this->progressive, 'baseline' => $this->baseline];
    }

    /** Another part of the photo for each variant, without decoding it; every other one is its mirror image. */
    private static function cut(Photo $source, int $variant, string $kind, string $file): void
    {
        progress("making {$file}");
        $share = 0.95 - 0.1 * $variant;
        [$width, $height] = [(int) ($source->jpeg->width * $share), (int) ($source->jpeg->height * $share)];
        $command = [
            'jpegtran', '-copy', 'all', $kind === 'progressive' ? '-progressive' : '-optimize',
            '-crop', "{$width}x{$height}+" . 16 * $variant . '+' . 16 * $variant, ...($variant % 2 === 1 ? ['-flip', 'horizontal', '-trim'] : []),
            '-outfile', "{$file}.new", $source->path,
        ];
        exec(implode(' ', array_map(escapeshellarg(...), $command)) . ' 2>&1', $output, $status);
        if ($status !== 0 || !rename("{$file}.new", $file)) {
            throw new \RuntimeException("jpegtran does not cut {$source->path}: " . implode(' ', $output));
        }
    }
}
