#pragma once

#include <string_view>

#include "palette/color.hpp"

namespace photolibrary::palette {

/// The named colour of CSS Color 4 that is nearest by deltaEOK; of equally near ones the first in the alphabet. Where
/// CSS has two names for one colour this says "cyan" (not aqua), "magenta" (not fuchsia) and "gray" (not grey), also
/// inside of longer names. Lower case, static storage.
std::string_view css_name(Rgb color) noexcept;

}  // namespace photolibrary::palette
