#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "image/color/rgb_encoding.hpp"

namespace photolibrary::image {

enum class Format : std::uint8_t { Jpeg, Png, Gif, Webp, Heif, Avif, Tiff, JpegXl };
inline constexpr std::size_t format_count = 8;

/// "JPEG", "HEIC": for messages.
std::string_view to_string(Format format) noexcept;

/// YCbCr counts as Rgb, YCCK as Cmyk; an image of palette indices is Rgb.
enum class ColorModel : std::uint8_t { Unknown, Grey, Rgb, Cmyk };

/// A part of an image.
struct Area {
    std::uint32_t left = 0;
    std::uint32_t top = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

/// What is known of an image before its first pixel is decoded.
struct Header {
    Format format = Format::Jpeg;
    std::uint32_t width = 0;       ///< as stored; 0 while only the decoder's library knows it
    std::uint32_t height = 0;      ///< as stored
    std::uint8_t orientation = 1;  ///< EXIF: 1 to 8; 5 to 8 swap the sides
    std::uint8_t components = 3;   ///< JPEG: number of components
    bool progressive = false;      ///< JPEG: progressive; PNG: interlaced
    bool animated = false;         ///< JPEG XL: there may be further frames
    std::optional<Area> frame{};   ///< GIF: what the first frame covers, if it is known; the rest is transparent
    ColorModel model = ColorModel::Unknown;
    std::vector<std::byte> profile{};  ///< embedded ICC profile, empty if there is none or it is damaged or too large
    std::optional<RgbEncoding> encoding{};  ///< what the image says of its colours in place of a profile

    std::uint32_t displayed_width() const noexcept { return orientation >= 5 ? height : width; }
    std::uint32_t displayed_height() const noexcept { return orientation >= 5 ? width : height; }
    std::uint64_t pixels() const noexcept { return std::uint64_t{width} * height; }
};

}  // namespace photolibrary::image
