<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Chaos;

use Random\Engine\Mt19937;
use Random\Randomizer;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use RuntimeException;
use SplFileInfo;

/** Files made to do harm, through PHP in every mode and through engine_host: all must say the same of each file. */
final class Hostile
{
    private const MODES = ['sequential', 'workers', 'processes', 'processes of workers'];

    /** Files that others have collected, by Debian package; see `dpkg -L`. */
    public const PACKAGES = ['gdk-pixbuf-tests', 'libjxl-testdata', 'checkit-tiff', 'golang-github-rwcarlsen-goexif-dev', 'golang-go4-dev'];

    private const IMAGES = '/\.(jpe?g|jfif|png|gif|webp|tiff?|heic|heif|avif|jxl|bmp|ico|icns|tga|xpm|pnm|ppm|pgm|pbm|ras|qtif|ani|svg|jpf|jp2|exif)$/i';

    /** @param string $folder scratch */
    public function __construct(private readonly string $folder, private readonly string $engineHost) {}

    /** @return list<string> images that a Debian package has brought */
    public static function filesOf(string $package): array
    {
        exec('dpkg -L ' . escapeshellarg($package), $lines, $status);
        if ($status !== 0) {
            throw new RuntimeException("{$package} is not installed");
        }

        return array_values(array_filter($lines, static fn(string $file): bool => is_file($file) && preg_match(self::IMAGES, $file) === 1));
    }

    /** @return list<string> as many files, each a small image that was damaged in a way that follows from the seed */
    public function mutations(string $images, int $count, int $seed): array
    {
        $originals = self::smallFiles($images);
        $random = new Randomizer(new Mt19937($seed));
        is_dir("{$this->folder}/mutations") || mkdir("{$this->folder}/mutations");
        $files = [];
        for ($number = 0; $number < $count; ++$number) {
            $original = $originals[$number % \count($originals)];
            $files[] = $file = \sprintf('%s/mutations/%05d_%s', $this->folder, $number, basename($original));
            file_put_contents($file, self::mutate((string) file_get_contents($original), $random));
        }

        return $files;
    }

    /**
     * @param list<string> $files
     * @return list<string> what was not as it should be
     */
    public function compare(array $files): array
    {
        $wrong = [];
        $answers = ['engine_host' => $this->run([$this->engineHost, ...$files], '', $wrong)];
        foreach (self::MODES as $mode) {
            $answers[$mode] = $this->run([PHP_BINARY, __DIR__ . '/hostile_mode.php', $mode], implode("\n", $files), $wrong);
        }
        foreach ($files as $file) {
            $said = array_map(static fn(array $answer): string => $answer[$file] ?? 'nothing', $answers);
            if (\count(array_unique($said)) > 1) {
                $wrong[] = "{$file}:\n  " . implode("\n  ", array_map(static fn(string $mode, string $what): string => "{$mode}: {$what}", array_keys($said), $said));
            }
        }
        $this->printTable($answers['processes']);

        return $wrong;
    }

    /**
     * @param non-empty-list<string> $command
     * @param list<string> $wrong
     * @return array<string, string> by file what came of it, without what may differ
     */
    private function run(array $command, string $input, array &$wrong): array
    {
        file_put_contents("{$this->folder}/input", $input);
        $streams = [['file', "{$this->folder}/input", 'r'], ['pipe', 'w'], ['file', "{$this->folder}/stderr", 'w']];
        $process = proc_open($command, $streams, $pipes, null, ['PHP_INI_SCAN_DIR' => ":{$this->folder}/ini"] + getenv());
        if ($process === false) {
            throw new RuntimeException("{$command[0]} does not start");
        }
        $answers = [];
        while (($line = fgets($pipes[1])) !== false) {
            $fields = explode("\t", rtrim($line, "\n"));
            $answers[$fields[0]] = str_starts_with($fields[1] ?? '', 'failed') ? $fields[1] : implode(' ', \array_slice($fields, 1));
        }
        fclose($pipes[1]);
        $status = proc_close($process);
        if ($status !== 0) {
            $wrong[] = basename($command[0]) . ' ' . basename($command[1] ?? '') . ' ' . ($command[2] ?? '') . " ended with status {$status}: "
                . substr((string) file_get_contents("{$this->folder}/stderr"), -2000);
        }

        return $answers;
    }

    /** @param array<string, string> $answers */
    private function printTable(array $answers): void
    {
        $table = [];
        foreach ($answers as $file => $answer) {
            $reason = str_starts_with($answer, 'failed: ') ? substr($answer, 8) : 'palette';
            $kind = str_contains($file, '/mutations/') ? 'mutations' : 'files of packages';
            $table[$kind][$reason] = ($table[$kind][$reason] ?? 0) + 1;
        }
        foreach ($table as $kind => $reasons) {
            arsort($reasons);
            printf('%d %s:', array_sum($reasons), $kind);
            foreach ($reasons as $reason => $count) {
                printf(' %d %s', $count, $reason);
            }
            echo "\n";
        }
    }

    /** @return non-empty-list<string> */
    private static function smallFiles(string $folder): array
    {
        $small = [];
        /** @var SplFileInfo $file */
        foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, RecursiveDirectoryIterator::SKIP_DOTS)) as $file) {
            if ($file->isFile() && $file->getSize() > 50 && $file->getSize() < 80_000) {
                $small[] = $file->getPathname();
            }
        }
        sort($small);

        return $small !== [] ? $small : throw new RuntimeException("no images in {$folder}");
    }

    private static function mutate(string $bytes, Randomizer $random): string
    {
        for ($times = $random->getInt(1, 4); $times > 0 && $bytes !== ''; --$times) {
            $at = $random->getInt(0, \strlen($bytes) - 1);
            $length = $random->getInt(1, 64);
            $head = min($at, $random->getInt(0, 200));  // where the numbers are that matter
            $bytes = match ($random->getInt(0, 7)) {
                0 => substr($bytes, 0, $at),
                1 => substr_replace($bytes, $random->getBytes($length), $at, $length),
                2 => substr_replace($bytes, $random->getBytes($length), $at, 0),
                3 => substr_replace($bytes, '', $at, $length),
                4 => substr_replace($bytes, str_repeat("\xFF", 4), $head, 4),
                5 => substr_replace($bytes, str_repeat("\0", 4), $head, 4),
                6 => substr_replace($bytes, \chr(\ord($bytes[$head]) ^ 1 << $random->getInt(0, 7)), $head, 1),
                default => substr_replace($bytes, \chr(\ord($bytes[$at]) ^ 1 << $random->getInt(0, 7)), $at, 1),
            };
        }

        return $bytes;
    }
}
