<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * How far colours reach: the smallest of these that holds what is seen in an image. A pixel is beyond a gamut if the
 * nearest colour that the gamut has in its place looks different (deltaEOK above 0.02), and an image if more than a
 * thousandth of its pixels are.
 */
enum Gamut: string
{
    /** What every screen shows. */
    case Srgb = 'srgb';

    /** What the screens of newer phones and laptops show. */
    case DisplayP3 = 'display_p3';

    /** More than Display P3. */
    case Wider = 'wider';
}
