#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "palette/color.hpp"

namespace photolibrary::palette {

enum class Style : std::uint8_t { Accent, Representative };
inline constexpr std::size_t style_count = 2;

/// As many as a palette has at most.
inline constexpr int max_colors = 32;

struct Swatch {
    Rgb color;
    /// Part of the weighted pixels that are nearest to color: exact, but for JPEG of many colours, where neighbouring
    /// colours are counted as one. Shares sum to 1.
    double share = 0;
};

/// The colours of one image.
struct Palette {
    std::vector<Swatch> swatches;  ///< never empty; by falling share, ties by 0xRRGGBB
    Rgb average;                   ///< mean of the pixels in OKLab
    bool monochrome = false;       ///< greys only, or nearly
    bool has_transparency = false;
};

}  // namespace photolibrary::palette
