<?php

declare(strict_types=1);

namespace PhotoLibrary\Tests\Types;

use FilesystemIterator;
use Generator;
use PhotoLibrary\Color;
use PhotoLibrary\HttpPool;
use PhotoLibrary\HttpRequest;
use PhotoLibrary\Palette;
use PhotoLibrary\Source;
use SplFileInfo;

use function PhotoLibrary\palette;
use function PhotoLibrary\palettes;
use function PHPStan\Testing\assertType;

// Never run: PHPStan checks what it makes of the stubs.

/**
 * @param array<string, string> $paths
 * @param list<Source> $sources
 * @param Generator<int, SplFileInfo> $files
 */
function keys_of_a_batch_are_those_of_its_sources(array $paths, array $sources, Generator $files): void
{
    assertType('PhotoLibrary\Batch<string>', palettes($paths));
    foreach (palettes($paths) as $key => $result) {
        assertType('string', $key);
        assertType('PhotoLibrary\Failure|PhotoLibrary\Palette', $result);
    }
    foreach (palettes($sources) as $key => $result) {
        assertType('int<0, max>', $key);
    }
    foreach (palettes($files) as $key => $result) {
        assertType('int', $key);
    }
    foreach (palettes(new FilesystemIterator('photos')) as $result) {
        assertType('PhotoLibrary\Failure|PhotoLibrary\Palette', $result);
    }
}

/** @param array<string, HttpRequest> $requests */
function keys_of_answers_are_those_of_their_requests(HttpPool $pool, array $requests): void
{
    foreach ($pool->sendAll($requests) as $key => $result) {
        assertType('string', $key);
        assertType('PhotoLibrary\Failure|PhotoLibrary\HttpResponse', $result);
    }
}

function a_palette_is_a_collection_of_swatches(Palette $palette, Color $color): void
{
    assertType('int<1, 32>', \count($palette));
    foreach ($palette as $position => $swatch) {
        assertType('int', $position);
        assertType('PhotoLibrary\Swatch', $swatch);
    }
    assertType('string', (string) $color);
    assertType('PhotoLibrary\Palette', palette(new SplFileInfo('photo.jpg')));
}
