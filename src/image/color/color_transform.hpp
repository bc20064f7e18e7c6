#pragma once

#include <cstddef>
#include <cstdint>

#include "image/color/color_matrix.hpp"

namespace photolibrary::image {

/// Converts pixels of an embedded profile or encoding to sRGB, relative colorimetric. Immutable: threads share it.
class ColorTransform {
  public:
    virtual ~ColorTransform() = default;

    /// Writes count pixels, R G B, 8 bits a channel. in holds as many of the model that the space was made for: grey,
    /// R G B, or C M Y K with 255 for full ink.
    virtual void convert(const std::uint8_t* in, std::uint8_t* out, std::size_t count) const noexcept = 0;

    /// The same of 16 bits a channel in the machine's byte order: 65535 is what 255 is of 8 bits.
    virtual void convert16(const std::uint16_t* in, std::uint8_t* out, std::size_t count) const noexcept = 0;

    /// What convert16() makes of pixels before it cuts off what sRGB cannot show. Not meant for every pixel: it may be
    /// slow.
    virtual void unclipped(const std::uint16_t* in, LinearRgb* out, std::size_t count) const noexcept = 0;

    /// From a sample of 8 bits to the same of 16.
    virtual std::uint16_t widened(std::uint8_t sample) const noexcept {
        return static_cast<std::uint16_t>(sample * 257U);
    }
};

}  // namespace photolibrary::image
