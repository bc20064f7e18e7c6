<?php

declare(strict_types=1);

namespace PhotoLibrary\Bench\SideBySide;

/** One file of the benchmark. */
final readonly class Photo
{
    private function __construct(
        public string $path,
        public Jpeg $jpeg,
        public int $bytes,
        /** Untouched files of a camera of 12 megapixels: what the figures about originals are about. */
        public bool $isOriginal,
    ) {}

    /** Null if it is no JPEG of at least a megapixel. */
    public static function at(string $path): ?self
    {
        $jpeg = Jpeg::read($path);
        if ($jpeg === null || $jpeg->megapixels() < 1) {
            return null;
        }
        $camera = !$jpeg->progressive && preg_match('#/forensics-samples/#', $path) === 1 && $jpeg->megapixels() > 11;

        return new self($path, $jpeg, (int) filesize($path), $camera);
    }

    /**
     * The photos that Debian packages bring, or those in files and folders.
     *
     * @param list<string> $packages
     * @param list<string> $paths
     * @return list<self>
     */
    public static function all(array $packages, array $paths): array
    {
        $files = [];
        foreach ($packages as $package) {
            exec('dpkg -L ' . escapeshellarg($package), $files);
        }
        foreach ($paths as $path) {
            $files = [...$files, ...(is_dir($path) ? self::below($path) : [$path])];
        }
        $photos = [];
        foreach ($files as $file) {
            if (preg_match('/\.jpe?g$/i', $file) === 1 && is_file($file) && !is_link($file)) {
                $photos[$file] = self::at($file);
            }
        }
        ksort($photos);

        return array_values(array_filter($photos));
    }

    /** @return list<string> */
    private static function below(string $folder): array
    {
        $files = [];
        /** @var iterable<\SplFileInfo> $entries */
        $entries = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($folder, \FilesystemIterator::SKIP_DOTS));
        foreach ($entries as $entry) {
            $files[] = $entry->getPathname();
        }

        return $files;
    }
}
