<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Computes the colour palette of one image.
 *
 * A string or an SplFileInfo is the path of a local file, never a URL or a stream wrapper. The image is decoded in the
 * calling thread; the result is the same as from palettes() in any mode.
 *
 * @param string|\SplFileInfo|Source $source a local path, or a Source
 * @throws PaletteException when the image cannot be read or decoded; its $failure says why
 */
function palette(string|\SplFileInfo|Source $source, ?PaletteOptions $options = null): Palette {}

/**
 * Computes the palettes of many images, lazily: it takes sources only while there is room for them, and gives results
 * as they are finished. For every source, under its own key, the batch yields a Palette or a Failure exactly once.
 *
 * A source of any other type ends the iteration with a TypeError that names its key, after the results of all earlier
 * sources. An exception that the iterable throws comes after them, too. The path of an SplFileInfo is read when it is
 * taken, so a DirectoryIterator, which yields itself, works.
 *
 * @template TKey
 * @phpstan-param iterable<TKey, string|\SplFileInfo|Source> $sources
 * @param Parallelism|null $parallelism null: Parallelism::detect(); where that cannot run, threads or one image at a
 *     time, with a warning
 * @param bool $ordered true: results come in the order of the sources (a slow image then delays those after it)
 * @phpstan-return Batch<TKey>
 * @throws EngineException when the requested mode cannot run here; or, from the iteration after the last result, when 32
 *     isolated processes in a row ended without a result
 */
function palettes(iterable $sources, ?PaletteOptions $options = null, ?Parallelism $parallelism = null, bool $ordered = false): Batch {}
