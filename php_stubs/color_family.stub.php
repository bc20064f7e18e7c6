<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What people call a colour, in the 16 words that PhotoPrism searches by.
 *
 * Decided in OKLCH. Colours of very low chroma are Black, Grey or White by their lightness; colours too dark to have a
 * visible hue are Black. The others are named by hue, and some hues also by lightness and chroma.
 */
enum ColorFamily: string
{
    case Black = 'black';
    case Grey = 'grey';
    case White = 'white';
    case Brown = 'brown';
    case Red = 'red';
    case Orange = 'orange';
    case Gold = 'gold';
    case Yellow = 'yellow';
    case Lime = 'lime';
    case Green = 'green';
    case Teal = 'teal';
    case Cyan = 'cyan';
    case Blue = 'blue';
    case Purple = 'purple';
    case Magenta = 'magenta';
    case Pink = 'pink';
}
