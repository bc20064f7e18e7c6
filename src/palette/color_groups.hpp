#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palette/color_counts.hpp"

namespace photolibrary::palette {

/// The colours of pixels (R G B ..., fewer than 2^28 of them), where those of a box of 8 x 4 x 8 colours (green tells
/// most) count as one at their mean, rounded to 8 bits; only among the darkest, where OKLab is steep, each colour
/// counts by itself. Ascending by cube key, with the weights of opaque pixels. Several times as fast as counting every
/// colour: a pixel is two additions to a table. The order of the pixels does not matter.
std::vector<ColorCounts::Packed> group_colors(std::span<const std::uint8_t> pixels);

}  // namespace photolibrary::palette
