<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What a palette is to show.
 */
enum PaletteStyle: string
{
    /** The main colours and also the small but vivid ones; swatches differ by at least 0.04 (deltaEOK). */
    case Accent = 'accent';

    /** The colours nearest to all pixels: the smallest mean squared OKLab distance to the nearest swatch. */
    case Representative = 'representative';
}
