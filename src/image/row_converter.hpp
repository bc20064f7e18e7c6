#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "image/color_profile.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"

namespace photolibrary::image {

/// Turns rows of grey, RGB or CMYK, of 8 or 16 bits, with or without alpha, into what a PixelSink takes.
class RowConverter {
  public:
    /// bands: values a pixel, at least as many as the model has; one more is alpha, further ones are ignored.
    /// sample_bytes: 1, or 2 in the machine's byte order. transform: to sRGB; required for CMYK, else optional.
    RowConverter(ColorModel model, std::size_t bands, std::size_t sample_bytes,
                 std::shared_ptr<const ColorTransform> transform);

    void deliver(std::span<const std::uint8_t> row, PixelSink& sink);

  private:
    std::span<const std::uint8_t> to_8_bits(std::span<const std::uint8_t> row);
    std::span<const std::uint8_t> colors_of(std::span<const std::uint8_t> row);
    std::span<const std::uint8_t> to_srgb(std::span<const std::uint8_t> colors);

    std::size_t channels_;
    std::size_t bands_;
    std::size_t sample_bytes_;
    std::shared_ptr<const ColorTransform> transform_;
    std::vector<std::uint8_t> narrow_, colors_, rgb_, rgba_;  // a row each
};

}  // namespace photolibrary::image
