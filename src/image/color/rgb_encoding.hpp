#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "image/color/color_matrix.hpp"

namespace photolibrary::image {

/// How a sample stands for light.
enum class Transfer : std::uint8_t { Srgb, Bt709, Smpte240, Gamma, Pq, Hlg };

/// What an image says of its colours without an ICC profile.
struct RgbEncoding {
    Primaries primaries = srgb_primaries;
    Transfer transfer = Transfer::Srgb;
    double gamma = 1;           ///< of Transfer::Gamma: light = sample to the power of it; 1 is linear
    bool narrow_range = false;  ///< black is 16 and white is 235 (of 8 bits), as in video

    /// More light than the white of a screen: it is made to fit by a tone curve.
    bool is_hdr() const noexcept { return transfer == Transfer::Pq || transfer == Transfer::Hlg; }

    /// "Display P3", "BT.2020, linear", "own primaries, gamma 1.80": for people.
    std::string name() const;

    bool operator==(const RgbEncoding&) const = default;
};

/// ITU-T H.273 (CICP): the numbers for primaries (8.1) and transfer characteristics (8.2). Unspecified (2) means
/// sRGB's. Nothing for numbers that are reserved, and for the logarithmic transfers, which no image uses.
std::optional<RgbEncoding> encoding_of_code_points(unsigned primaries, unsigned transfer);

}  // namespace photolibrary::image
