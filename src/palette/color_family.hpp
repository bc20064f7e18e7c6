#pragma once

#include <cstdint>

#include "palette/color.hpp"

namespace photolibrary::palette {

/// What people call a colour, in 16 words.
enum class ColorFamily : std::uint8_t {
    Black,
    Grey,
    White,
    Brown,
    Red,
    Orange,
    Gold,
    Yellow,
    Lime,
    Green,
    Teal,
    Cyan,
    Blue,
    Purple,
    Magenta,
    Pink
};

/// By OKLCH. Colours of very little chroma are black, grey or white by their lightness, and so dark that no hue is seen
/// they are black. Sectors of hue divide the rest, some of them again by lightness and chroma: brown is dark or dull
/// red to gold, teal dark cyan, purple also dark magenta, pink light red, lime a bright and vivid green.
ColorFamily family_of(Rgb color) noexcept;

}  // namespace photolibrary::palette
