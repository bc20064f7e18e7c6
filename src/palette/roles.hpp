#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "palette/palette.hpp"

namespace photolibrary::palette {

/// Names of the roles, in the order in which they choose.
inline constexpr std::array<const char*, 6> role_names{"light_vibrant", "vibrant", "dark_vibrant",
                                                       "light_muted",   "muted",   "dark_muted"};

/// For each role the position of the swatch that plays it best, if one can. The targets are those of Android's Palette
/// library (androidx.palette.graphics.Target), which node-vibrant has too: a role wants an HSL saturation and lightness
/// within bounds and near to a target, and a large share. No swatch has two roles; nearly black and nearly white ones
/// have none.
std::array<std::optional<std::size_t>, role_names.size()> choose_roles(std::span<const Swatch> swatches) noexcept;

}  // namespace photolibrary::palette
