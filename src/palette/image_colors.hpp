#pragma once

#include <vector>

#include "palette/color_counts.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

/// Every distinct colour of an image, ascending by cube key: points[i] is entries[i] in OKLab.
struct ImageColors {
    std::vector<ColorCounts::Packed> entries;
    Points points;
};

}  // namespace photolibrary::palette
