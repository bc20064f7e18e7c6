<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What a palette shall do well.
 */
enum PaletteStyle: string
{
    /** Covers the image and also catches its small but vivid colours; swatches lie at least 0.04 (deltaEOK) apart. */
    case Accent = 'accent';

    /** The smallest mean squared OKLab distance of all pixels to their nearest swatch. */
    case Representative = 'representative';
}
