<?php

// Judges the #include "room/file.hpp" lines below a folder of sources, and fails, naming each, when
// - a folder includes another that is not below it (ALLOWED),
// - a folder has no rule,
// - files include each other in a circle; a .hpp and its .cpp count as one.
// Usage: php includes.php src

declare(strict_types=1);

/**
 * What each folder may include besides itself. Nothing for every system may include what is for one: that is in linux/
 * and posix/.
 */
const ALLOWED = [
    'core' => [],
    'core/linux' => ['core'],
    'core/posix' => ['core'],
    'palette' => ['core'],
    'image' => ['core', 'image/color', 'image/jpeg', 'image/png', 'image/vips', 'image/webp'],
    'image/color' => ['core', 'image'],
    'image/jpeg' => ['core', 'image', 'image/color'],
    'image/png' => ['core', 'image', 'image/color'],
    'image/webp' => ['core', 'image', 'image/color'],
    // A CMYK JPEG is scaled as other JPEGs are.
    'image/vips' => ['core', 'image', 'image/color', 'image/jpeg'],
    'analysis' => ['core', 'palette', 'image', 'image/color'],
    'process' => ['core'],
    'process/linux' => ['core', 'process'],
    'process/posix' => ['process'],
    'net' => ['core'],
    'schedule' => ['core', 'palette', 'image', 'analysis', 'process', 'net', 'schedule/command', 'schedule/decode',
        'schedule/fetch',
    ],
    'schedule/command' => ['core', 'process', 'schedule'],
    'schedule/decode' => ['core', 'palette', 'image', 'analysis', 'process', 'schedule'],
    'schedule/decode/linux' => [
        'core', 'palette', 'image', 'analysis', 'process', 'process/linux', 'schedule', 'schedule/decode',
    ],
    'schedule/decode/posix' => ['schedule/decode'],
    'schedule/fetch' => ['core', 'palette', 'image', 'analysis', 'net', 'schedule', 'schedule/decode'],
    'binding' => [
        'binding/arginfo', 'core', 'palette', 'image', 'image/color', 'analysis', 'process', 'net', 'schedule',
        'schedule/command', 'schedule/decode', 'schedule/fetch',
    ],
    'binding/linux' => ['binding', 'analysis', 'process', 'schedule/decode'],
    'binding/posix' => ['binding'],
];

/** @return array<string, list<string>> the files below a folder that each includes, all relative to it */
function includes_below(string $folder): array
{
    $includes = [];
    $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS));
    /** @var SplFileInfo $file */
    foreach ($files as $file) {
        if (!in_array($file->getExtension(), ['cpp', 'hpp'], true)) {
            continue;
        }
        $path = $file->getPathname();
        preg_match_all('~^\s*#\s*include\s+"([^"]+)"~m', (string) file_get_contents($path), $lines);
        $includes[substr($path, strlen($folder) + 1)] = array_values(
            array_filter($lines[1], static fn(string $name): bool => is_file("{$folder}/{$name}")),
        );
    }
    ksort($includes);

    return $includes;
}

/**
 * @param array<string, list<string>> $includes
 * @return list<string>
 */
function wrong_directions(array $includes): array
{
    $complaints = [];
    foreach ($includes as $file => $others) {
        $room = dirname($file);
        if (!array_key_exists($room, ALLOWED)) {
            $complaints["{$room}/"] = "{$room}/ has no rule: add one to ALLOWED in tests/build/includes.php";
            continue;
        }
        foreach ($others as $other) {
            if (dirname($other) !== $room && !in_array(dirname($other), ALLOWED[$room], true)) {
                $complaints["{$file} {$other}"] = "{$file} must not include {$other}: {$room}/ may include only "
                    . implode(', ', [$room, ...ALLOWED[$room]]);
            }
        }
    }

    return array_values($complaints);
}

/**
 * @param array<string, list<string>> $includes
 * @return array<string, list<string>> the same between units: files without their extensions
 */
function unit_includes(array $includes): array
{
    $unit_of = static fn(string $file): string => (string) preg_replace('~\.[a-z]+$~', '', $file);
    $units = [];
    foreach ($includes as $file => $others) {
        $unit = $unit_of($file);
        $units[$unit] = array_unique([...$units[$unit] ?? [], ...array_diff(array_map($unit_of, $others), [$unit])]);
    }

    return array_map(array_values(...), $units);
}

/** Walks along the includes, and notes every path that leads back into itself. */
final class Circles
{
    /** @var list<string> */
    public array $found = [];

    /** @var list<string> from where the walk began to where it is */
    private array $path = [];

    /** @var array<string, true> */
    private array $seen = [];

    /** @param array<string, list<string>> $includes between units */
    public function __construct(private readonly array $includes)
    {
        foreach (array_keys($includes) as $unit) {
            $this->visit($unit);
        }
    }

    private function visit(string $unit): void
    {
        $place = array_search($unit, $this->path, true);
        if (is_int($place)) {
            $this->found[] = 'a circle of includes: ' . implode(' → ', [...array_slice($this->path, $place), $unit]);
        }
        if (isset($this->seen[$unit])) {
            return;
        }
        $this->seen[$unit] = true;
        $this->path[] = $unit;
        foreach ($this->includes[$unit] ?? [] as $other) {
            $this->visit($other);
        }
        array_pop($this->path);
    }
}

$includes = includes_below($argv[1] ?? 'src');
$complaints = [...wrong_directions($includes), ...(new Circles(unit_includes($includes)))->found];
foreach ($complaints as $complaint) {
    echo $complaint, "\n";
}
exit($includes === [] || $complaints !== [] ? 1 : 0);
