<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Actions;

/**
 * A folder that a test leaves.
 */
final readonly class Folder
{
    public function __construct(private string $path) {}

    public function remove(): void
    {
        self::removeTree($this->path);
    }

    private static function removeTree(string $path): void
    {
        @chmod($path, 0o700);
        foreach (array_diff(@scandir($path) ?: [], ['.', '..']) as $name) {
            $one = "{$path}/{$name}";
            // What is still at work there may be faster.
            is_dir($one) && !is_link($one) ? self::removeTree($one) : @unlink($one);
        }
        @rmdir($path);
    }
}
