<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\WordPress;

/**
 * Makes pictures of blocks in a few colours, which depend on a number only.
 */
final class Photo
{
    /**
     * @param int<1, max> $width
     * @param int<1, max> $height
     */
    public static function write(string $path, int $width, int $height, int $number): void
    {
        $image = imagecreatetruecolor($width, $height);
        for ($i = 0; $i < 6; ++$i) {
            $bytes = array_values(unpack('C3', hash('sha256', "{$number}-{$i}", true)) ?: [0, 0, 0]);
            $color = (int) imagecolorallocate($image, ...array_map(static fn(mixed $byte): int => \is_int($byte) ? $byte & 255 : 0, $bytes));
            imagefilledrectangle($image, intdiv($width * $i, 6), 0, intdiv($width * ($i + 1), 6), $height, $color);
        }
        if (!imagejpeg($image, $path, 92)) {
            throw new \RuntimeException("{$path} cannot be written");
        }
    }

    /** One of the images that tests/support/make_images makes. */
    public static function fixture(string $name): string
    {
        $path = getenv('PHOTOLIBRARY_TEST_IMAGES') . "/{$name}";

        return is_file($path) ? $path : throw new \RuntimeException("There is no test image {$name}.");
    }
}
