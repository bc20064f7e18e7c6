<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * Computes the colour palette of one image.
 *
 * A plain string is the path of a local file: never a URL, never a stream wrapper. The image is decoded in this
 * thread, whatever its format; the result is the same as from palettes() in any mode.
 *
 * @param string|Source $source a local path, or a Source
 * @throws PaletteException when the image cannot be read or decoded; its $failure tells why
 */
function palette(string|Source $source, ?PaletteOptions $options = null): Palette {}

/**
 * Computes the palettes of many images, lazily: sources are pulled only while there is room for them, results come
 * out as they are finished. The batch yields, under the source's own key, a Palette or a Failure for every source,
 * exactly once each.
 *
 * Anything else than a string or a Source among the sources ends them with a TypeError that names its key. It comes out
 * as any exception of the sources does: after the results of all that was taken from them before.
 *
 * @phpstan-param iterable<mixed, string|Source> $sources
 * @param Parallelism|null $parallelism null: Parallelism::detect(); where that cannot run, threads or one at a time,
 *     with a warning
 * @param bool $ordered true: results come in the order of the sources (a slow image then holds up the ones after it)
 * @throws EngineException when the mode asked for cannot run here; from the iteration, after its last result, when
 *     isolated processes were given up: 32 of them in a row had ended without a result
 */
function palettes(iterable $sources, ?PaletteOptions $options = null, ?Parallelism $parallelism = null, bool $ordered = false): Batch {}
