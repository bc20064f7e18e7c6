<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * The smallest of these gamuts that holds the colours of an image. A pixel is outside a gamut if the nearest colour inside
 * it looks different (deltaEOK above 0.02); an image is outside if more than 0.1 % of its pixels are.
 */
enum Gamut: string
{
    /** What every screen can show. */
    case Srgb = 'srgb';

    /** What the screens of newer phones and laptops can show. */
    case DisplayP3 = 'display_p3';

    /** More than Display P3. */
    case Wider = 'wider';
}
