#pragma once

#include <cstdint>
#include <vector>

#include "core/stop_token.hpp"
#include "palette/image_colors.hpp"
#include "palette/palette.hpp"
#include "palette/partition.hpp"
#include "palette/separation.hpp"

namespace photolibrary::palette {

/// Turns centers into swatches: rounds them to 8 bits, adds colours of the image while there are fewer than count and
/// the image has one that is apart from all, and weighs each with the exact share of the colours nearest to it.
/// By falling share; ties go to the smaller 0xRRGGBB everywhere.
std::vector<Swatch> make_swatches(const ImageColors& image, const Centers& centers, int count, Separation separation,
                                  const core::StopToken& stop);

}  // namespace photolibrary::palette
