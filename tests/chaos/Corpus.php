<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use PhotoLibrary\Failure;
use PhotoLibrary\Palette;
use PhotoLibrary\Parallelism;
use PhotoLibrary\Source;
use RuntimeException;

use function PhotoLibrary\palettes;

/** The images of the chaos runs: good ones, bad ones, and those that make the test build of the engine misbehave. */
final class Corpus
{
    private const GOOD = [
        'baseline.jpg', 'small.jpg', 'small_progressive.jpg', 'tiny.jpg', 'p3.jpg', 'grey.jpg', 'orientation_6.jpg', 'interlaced.png',
        'palette_alpha.png', '16bit.png', 'still.gif', 'animated.webp', 'lossy.webp', 'photo.tif', 'photo.avif', 'photo.heic',
    ];

    private const BAD = [
        'text.jpg', 'empty.jpg', 'truncated.png', 'truncated_baseline.jpg', 'cut_in_header.jpg', 'huge_header.png', 'damaged.png',
        'truncated_lossy.webp', 'document.pdf', 'there_is_no_such.jpg', '',
    ];

    /** Faults that the engine survives in any mode, or ends by itself: what comes of them. */
    private const FAULTS = [
        'slow 20' => ['internal: slow'],
        'shout 200000' => ['internal: shouted'],
        'leak 20000000' => ['internal: leaked', 'memory'],
    ];

    /** Faults that end the decoder. */
    private const DEADLY = [
        'segv' => ['crashed by SIGSEGV'],
        'abort' => ['crashed by SIGABRT'],
        'trap' => ['crashed by SIGTRAP'],
        'gabort' => ['memory', 'crashed by SIGTRAP'],
        'stack' => ['crashed by SIGSEGV'],
        'exit 3' => ['crashed by '],
        'allocate 20000000000' => ['memory'],
        'hang' => ['timeout'],
        'spin' => ['timeout'],
    ];

    /** @var list<Item> */
    public readonly array $good;

    /** @var list<Item> */
    public readonly array $bad;

    /** @var list<Item> */
    public readonly array $faults;

    /** @var list<Item> */
    public readonly array $deadly;

    /** @param string $folder for the files of the faults */
    public function __construct(private readonly string $images, private readonly string $folder)
    {
        $this->good = $this->inEveryWay(self::GOOD);
        $this->bad = $this->inEveryWay(self::BAD);
        $this->faults = $this->faults(self::FAULTS, false);
        $this->deadly = $this->faults(self::DEADLY, true);
    }

    /** What must be the same whenever and wherever an image is analysed. */
    public static function describe(Palette|Failure $result): string
    {
        if ($result instanceof Palette) {
            return json_encode([$result->swatches, $result->width, $result->height, $result->source, $result->decode], JSON_THROW_ON_ERROR);
        }
        $message = str_contains($result->message, ': ') ? explode(': ', $result->message)[1] : $result->message;

        return $result->reason->value . match ($result->reason->value) {
            'crashed' => " by {$result->signal}",
            'internal' => ": {$message}",
            default => '',
        };
    }

    /**
     * As a path, as bytes, and as the original of a smaller copy.
     *
     * @param list<string> $names
     * @return list<Item>
     */
    private function inEveryWay(array $names): array
    {
        $sources = [];
        foreach ($names as $name) {
            $path = $name === '' ? $this->images : "{$this->images}/{$name}";
            $bytes = is_file($path) ? (string) file_get_contents($path) : '';
            $sources["{$name} as a path"] = static fn(): string => $path;
            $sources["{$name} as bytes"] = static fn(): Source => Source::bytes($bytes, $path);
            $sources["{$name} at its cheapest"] = fn(): Source => Source::cheapest($path, ["{$this->images}/small.jpg", "{$this->images}/missing.jpg"], 200);
        }
        $items = [];
        foreach (palettes(array_map(static fn($source) => $source(), $sources), parallelism: Parallelism::sequential()) as $name => $result) {
            \array_key_exists($name, $sources) || throw new RuntimeException('a key is lost');
            $expected = self::describe($result);
            $items[] = new Item($name, $sources[$name], [$expected]);
        }

        return $items;
    }

    /**
     * @param array<string, list<string>> $faults
     * @return list<Item>
     */
    private function faults(array $faults, bool $deadly): array
    {
        $items = [];
        foreach ($faults as $fault => $expected) {
            $path = "{$this->folder}/" . strtr($fault, ' ', '_') . '.jpg';
            is_file($path) || file_put_contents($path, "PHOTOLIBRARY FAULT {$fault}\n");
            $items[] = new Item($fault, static fn(): string => $path, $expected, $deadly);
        }

        return $items;
    }
}
