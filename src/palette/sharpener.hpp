#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace photolibrary::palette {

/// Gives a reduced image the contrast back that averaging took: each pixel moves away from the mean of its four
/// neighbours by a part of its difference to it, each channel by itself, and stays within 0 to 255. Means of blocks lie
/// closer together than the pixels they stand for, and so would the colours of a palette. What is flat stays as it is,
/// the mean nearly so; turning and mirroring change nothing else. Beyond the border the image goes on as at it.
class Sharpener {
  public:
    /// width: pixels of a row, at least 1. scale_eighths: of the reduced image, 1 to 7. The part is a half at 1/8,
    /// three eighths at 1/4, a quarter above: chosen by the error of palettes of photographs in full size.
    Sharpener(std::size_t width, std::uint8_t scale_eighths);

    /// Takes the next row, R G B ... of width pixels. Returns the row before it, sharpened; nothing for the first.
    /// What is returned is valid until the next call.
    std::span<const std::uint8_t> add(std::span<const std::uint8_t> row);

    /// The last row, sharpened; nothing if there was none. The next row added is the first of another image.
    std::span<const std::uint8_t> finish();

    std::size_t row_bytes() const noexcept { return bytes_; }

  private:
    using Row = std::vector<std::uint8_t>;  // a pixel more on either side, and padded to whole blocks

    std::span<const std::uint8_t> sharpened(const Row& above, const Row& row, const Row& below);

    std::size_t bytes_;
    std::int16_t sixteenths_;
    Row above_;
    Row row_;
    Row next_;
    Row result_;
    std::size_t rows_ = 0;
};

}  // namespace photolibrary::palette
