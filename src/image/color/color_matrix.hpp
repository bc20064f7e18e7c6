#pragma once

#include <array>
#include <optional>

namespace photolibrary::image {

/// Rows of a 3 × 3 matrix.
using ColorMatrix = std::array<std::array<double, 3>, 3>;

/// Linear light of sRGB's red, green and blue. Each is 0 to 1 in colours that sRGB can show, and only in those.
using LinearRgb = std::array<float, 3>;

/// A colour without its brightness (CIE 1931).
struct Chromaticity {
    double x = 0;
    double y = 0;

    bool operator==(const Chromaticity&) const = default;
};

/// What 1 of each channel shows, and what all three show together.
struct Primaries {
    Chromaticity red, green, blue, white;

    bool operator==(const Primaries&) const = default;
};

constexpr Chromaticity white_d65 = {0.3127, 0.3290};
constexpr Primaries srgb_primaries = {{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}, white_d65};
constexpr Primaries display_p3_primaries = {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}, white_d65};

/// Nothing if there is none, or nearly.
std::optional<ColorMatrix> inverse(const ColorMatrix& m) noexcept;

ColorMatrix product(const ColorMatrix& left, const ColorMatrix& right) noexcept;

/// From linear light of such primaries to XYZ, without adaptation: white is Y = 1. Nothing if the primaries span no
/// colours.
std::optional<ColorMatrix> to_xyz(const Primaries& primaries) noexcept;

/// The same, adapted to D50 (Bradford), which ICC profiles and their matrices are based on.
std::optional<ColorMatrix> to_xyz_d50(const Primaries& primaries) noexcept;

/// From XYZ adapted to D50 to linear light of sRGB.
const ColorMatrix& srgb_from_xyz_d50() noexcept;

}  // namespace photolibrary::image
