#pragma once

#include <cstdint>
#include <vector>

#include "palette/color.hpp"

namespace photolibrary::palette {

enum class Style : std::uint8_t { Accent, Representative };

struct Swatch {
    Rgb color;
    double share = 0;  ///< exact part of the weighted pixels nearest to color; shares sum to 1
};

/// The colours of one image.
struct Palette {
    std::vector<Swatch> swatches;  ///< never empty; by falling share, ties by 0xRRGGBB
    Rgb average;                   ///< mean of the pixels in OKLab
    bool monochrome = false;       ///< greys only, or nearly
    bool has_transparency = false;
};

}  // namespace photolibrary::palette
