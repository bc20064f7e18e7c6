#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "image/color/color_transform.hpp"
#include "image/color/gamut.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"

namespace photolibrary::image {

/// How a sample is stored, in the machine's byte order. A float is 1 where 8 bits are 255.
enum class Sample : std::uint8_t { Bits8, Bits16, Bits32, Float };

/// What is to be undone of the pixels before they are converted.
struct Storage {
    bool narrow_range = false;   ///< of the colours, not of alpha: black is 16 and white is 235 (of 8 bits)
    bool premultiplied = false;  ///< the colours were multiplied with alpha
    float opaque = 1;            ///< alpha of floats that hides what is behind

    bool operator==(const Storage&) const = default;
};

/// Turns rows of grey, RGB or CMYK, with or without alpha, into what a PixelSink takes. Samples finer than 8 bits are
/// rounded to them after the conversion to sRGB, not before.
class RowConverter {
  public:
    /// bands: values a pixel, at least as many as the model has; one more is alpha, further ones are ignored.
    /// transform: to sRGB; required for CMYK, else optional.
    RowConverter(ColorModel model, std::size_t bands, Sample sample, std::shared_ptr<const ColorTransform> transform,
                 Storage storage = {});

    /// row: whole pixels.
    void deliver(std::span<const std::uint8_t> row, PixelSink& sink);

    /// What was seen in the rows so far.
    Gamut gamut() { return meter_.seen(); }

  private:
    void deliver8(std::span<const std::uint8_t> row, PixelSink& sink);
    void deliver16(std::span<const std::uint16_t> row, PixelSink& sink);
    template <class T>
    std::span<const T> restored(std::span<const T> row, std::vector<T>& out) const;
    std::span<const std::uint16_t> from_floats(std::span<const std::uint8_t> row);
    std::span<const std::uint16_t> from_words(std::span<const std::uint8_t> row);
    std::span<const std::uint16_t> from_bytes(std::span<const std::uint8_t> row);
    std::span<const std::uint16_t> widened(std::span<const std::uint8_t> row);
    std::span<const std::uint8_t> to_8_bits(std::span<const std::uint16_t> row);
    std::span<const std::uint8_t> to_srgb(std::span<const std::uint8_t> colors);

    std::size_t channels_;
    std::size_t bands_;
    Sample sample_;
    Storage storage_;
    std::shared_ptr<const ColorTransform> transform_;
    GamutMeter meter_;
    std::vector<std::uint16_t> wide_, wide_restored_, wide_colors_;      // a row each
    std::vector<std::uint8_t> narrow_, restored_, colors_, rgb_, rgba_;  // a row each
};

}  // namespace photolibrary::image
