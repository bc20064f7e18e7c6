#pragma once

#include <cstdint>
#include <span>

#include "core/stop_token.hpp"
#include "palette/color_counts.hpp"
#include "palette/palette.hpp"

namespace photolibrary::palette {

/// Quantises the counted colours to at most `colors` swatches.
///
/// Representative: smallest mean squared OKLab distance of all pixels; swatches are distinct 8-bit colours.
/// Accent: the same, traded for small vivid colours; swatches at least 0.04 (deltaEOK) apart.
/// Both give fewer than `colors` swatches only when the image has fewer such colours.
/// Same counts in, same bytes out: on every build, CPU and thread. Fixed point inside.
///
/// Precondition: counts is not empty, colors is 1 to 32. Ends early with whatever it has when stop asks for it (the
/// caller then discards the result).
Palette quantize(const ColorCounts& counts, int colors, Style style, const core::StopToken& stop);

/// The same for the pixels (R G B ..., at least one, fewer than 2^28) of an image that was compressed with losses or
/// reduced, which are estimates of colours anyway. Where they are of many colours, neighbouring ones are counted as one
/// (see group_colors()): shares are exact parts of these groups then. Several times as fast.
Palette quantize_lossy(std::span<const std::uint8_t> pixels, int colors, Style style, const core::StopToken& stop);

/// Changes whenever quantize() or quantize_lossy() may give another result for the same colours.
inline constexpr int quantizer_version = 3;

}  // namespace photolibrary::palette
