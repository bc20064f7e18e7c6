#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/helpers.hpp"
#include "core/limits.hpp"
#include "core/stop_token.hpp"
#include "image/color/gamut.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"

namespace photolibrary::image {

enum class Decoder : std::uint8_t { LibjpegTurbo, Zlib, Libwebp, Libvips, Photolibrary };
enum class Method : std::uint8_t { Scaled, DcPass, Full, Thumbnail };

inline constexpr std::size_t decoder_count = 5;
inline constexpr std::size_t method_count = 4;

/// "libjpeg-turbo", "zlib" (PNG), "libwebp", "libvips"; "photolibrary" if no library decoded.
std::string_view to_string(Decoder decoder) noexcept;

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

/// Decodes the first frame or page into sink: sRGB whatever the file's colour space.
///
/// JPEG is scaled to the smallest size whose short side keeps at least 128 pixels: at 1/8 its DC terms are read and
/// nothing else (of a progressive one their first pass), see dc_reader.hpp; at 1/4 and 1/2 libjpeg-turbo scales in the
/// DCT. PNG is decoded here with zlib. WebP goes to libwebp, CMYK JPEG and all other formats to libvips; both are
/// loaded now if they were not yet. Of HEIC and AVIF the thumbnail in the file is decoded if its short side has 200
/// pixels and it shows the whole picture. header is completed where only the library knows its values (size,
/// orientation, profile).
///
/// Fails with unsupported, corrupt (pixels that are needed are missing or damaged), too_large, memory (predicted or
/// hit), timeout, cancelled. Helpers, if there are any, take a part of big JPEGs; the pixels are the same.
core::Outcome<DecodeReport> decode(const core::Blob& blob, Header& header, const core::Limits& limits,
                                   const core::StopToken& stop, PixelSink& sink,
                                   const core::Helpers* helpers = nullptr);

/// Completes a header of a format that only libvips can read (HEIC, AVIF, TIFF, JPEG XL) without decoding a pixel.
/// Does nothing for the others.
core::Outcome<Header> complete_header(const core::Blob& blob, Header header, const core::Limits& limits);

}  // namespace photolibrary::image
