#pragma once

#include <cstdint>
#include <span>

namespace photolibrary::image {

/// Receives decoded pixels: rows in any number at a time, each pixel once, sRGB, 8 bits a channel.
class PixelSink {
  public:
    virtual ~PixelSink() = default;
    virtual void rgb(std::span<const std::uint8_t> pixels) = 0;   ///< R G B
    virtual void rgba(std::span<const std::uint8_t> pixels) = 0;  ///< R G B A, alpha not premultiplied
};

}  // namespace photolibrary::image
