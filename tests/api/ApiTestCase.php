<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Api;

use PhotoLibrary\Failure;
use PhotoLibrary\Palette;
use PhotoLibrary\Parallelism;
use PHPUnit\Framework\TestCase;
use RuntimeException;

abstract class ApiTestCase extends TestCase
{
    /** One of the generated images. */
    protected static function image(string $name): string
    {
        $path = getenv('PHOTOLIBRARY_TEST_IMAGES') . '/' . $name;
        if (!is_file($path)) {
            throw new RuntimeException("no test image {$path}");
        }

        return $path;
    }

    /** @return list<string> the generated images, all of them */
    protected static function images(): array
    {
        $images = glob(getenv('PHOTOLIBRARY_TEST_IMAGES') . '/*');

        return $images === false ? [] : array_values(array_filter($images, is_file(...)));
    }

    /** @return array<string, Parallelism> every mode there is */
    protected static function modes(): array
    {
        return ['sequential' => Parallelism::sequential(), 'workers' => Parallelism::workers(3)];
    }

    /** What a user sees of a result, without what may differ between two runs. */
    protected static function describe(Palette|Failure $result): string
    {
        $json = json_encode($result, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);

        // What libvips says in brackets is a hint: it has one error text for all threads.
        return $result instanceof Failure ? (string) preg_replace('/ \\([^"]*\\)"/', '"', $json) : $json;
    }

    /** @return list<array{color: string, share: float}> */
    protected static function swatches(Palette $palette): array
    {
        return $palette->toArray()['swatches'];
    }

    /** @return list<string> */
    protected static function hexes(Palette $palette): array
    {
        return array_map(static fn($swatch): string => $swatch->color->toHex(), $palette->swatches);
    }
}
