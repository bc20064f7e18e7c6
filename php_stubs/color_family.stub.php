<?php

/** @generate-class-entries */

namespace PhotoLibrary;

/**
 * What people call a colour, in the 16 words that PhotoPrism searches by.
 *
 * Decided in OKLCH: colours of very little chroma are Black, Grey or White by their lightness, and so dark that no hue is
 * seen they are Black; the rest goes by hue, and in some hues by lightness and chroma as well.
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
