#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "image/color/gamut.hpp"

namespace photolibrary::image {

enum class Decoder : std::uint8_t { LibjpegTurbo, Zlib, Libwebp, Libvips, Photolibrary };
enum class Method : std::uint8_t { Scaled, DcPass, Full, Thumbnail };

inline constexpr std::size_t decoder_count = 5;
inline constexpr std::size_t method_count = 4;

/// "libjpeg-turbo", "zlib" (PNG), "libwebp", "libvips"; "photolibrary" if no library decoded.
std::string_view to_string(Decoder decoder) noexcept;

/// How the pixels of an image were decoded.
struct DecodeReport {
    Decoder decoder = Decoder::LibjpegTurbo;
    Method method = Method::Full;
    std::uint8_t scale_eighths = 8;  ///< size of the pixels delivered, a side: 1 to 8 eighths of the image
    std::string color_space = "srgb";
    std::uint32_t thumbnail_side = 0;  ///< Method::Thumbnail: the longer side of what was delivered instead, in pixels
    /// What is seen in the pixels that were decoded, whatever the file's colour space could show. Pixels that libvips
    /// has to convert (Lab) and floats without a profile count as sRGB: the rest is cut off.
    Gamut gamut = Gamut::Srgb;
};

}  // namespace photolibrary::image
