#pragma once

#include "palette/color.hpp"

namespace photolibrary::palette {

/// Relative luminance of WCAG 2: 0 for black to 1 for white.
double relative_luminance(Rgb color) noexcept;

/// Contrast ratio of WCAG 2: 1 for equal colours to 21 for black and white, in either order. Text wants 4.5 (AA), large
/// text 3.
double contrast_ratio(Rgb one, Rgb other) noexcept;

/// Black or white, whichever contrasts more with the background; black if both do alike. The ratio is 4.5 at least.
Rgb text_color(Rgb background) noexcept;

}  // namespace photolibrary::palette
