#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace photolibrary::image {

/// Receives decoded pixels: whole rows in any number at a time, from top to bottom or the other way, each pixel once,
/// sRGB, 8 bits a channel.
class PixelSink {
  public:
    virtual ~PixelSink() = default;

    /// Said before the first row of pixels that are means of larger areas: they show the image at scale_eighths (1 to
    /// 7) eighths of its size a side, in rows of width (at least 1) opaque pixels.
    virtual void begin_reduced(std::size_t /*width*/, std::uint8_t /*scale_eighths*/) {}

    virtual void rgb(std::span<const std::uint8_t> pixels) = 0;   ///< R G B
    virtual void rgba(std::span<const std::uint8_t> pixels) = 0;  ///< R G B A, alpha not premultiplied
};

}  // namespace photolibrary::image
