#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace photolibrary::image {

/// What a PNG's header says of its pixels (W3C PNG 3rd edition, 11.2.1).
struct PngLayout {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint8_t depth = 8;       ///< bits a sample: 1, 2, 4, 8, 16
    std::uint8_t color_type = 2;  ///< 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGBA
    bool interlaced = false;

    /// Whether the standard allows this depth with this type.
    bool valid() const noexcept;

    unsigned samples_a_pixel() const noexcept;

    /// Bytes of a row of so many pixels, without its filter byte.
    std::uint64_t row_bytes(std::uint64_t pixels) const noexcept;

    /// Distance between a byte and the one that its filter takes for its left neighbour.
    std::size_t filter_distance() const noexcept;
};

/// Undoes a row's filter (0 to 4) in place. above is the row before it, of the same size, zeros for the first row.
/// False if there is no such filter.
bool unfilter_png_row(unsigned filter, std::size_t distance, std::span<std::uint8_t> row,
                      std::span<const std::uint8_t> above) noexcept;

/// Turns rows of any kind into samples of 8 bits, or of 16 in the machine's byte order: grey or RGB, with alpha where
/// the image has some.
class PngExpander {
  public:
    /// palette: R G B of each index; transparency: the content of tRNS, empty if there is none; wide: 16 bits, for
    /// layouts of that depth only.
    PngExpander(const PngLayout& layout, std::vector<std::uint8_t> palette, std::vector<std::uint8_t> transparency,
                bool wide = false);

    /// Samples a pixel of what expand() returns: 1 to 4.
    std::size_t bands() const noexcept { return bands_; }

    /// count pixels. The result is valid until the next call.
    std::span<const std::uint8_t> expand(std::span<const std::uint8_t> row, std::size_t count);

  private:
    void expand_palette(std::span<const std::uint8_t> row, std::size_t count);
    void expand_samples(std::span<const std::uint8_t> row, std::size_t count);
    void put(std::size_t index, unsigned sample) noexcept;

    PngLayout layout_;
    bool wide_;
    std::array<std::array<std::uint8_t, 4>, 256> palette_;  ///< black and opaque where the file gives no entry
    std::optional<std::array<std::uint16_t, 3>> transparent_color_;
    std::size_t bands_;
    std::vector<std::uint8_t> pixels_;
};

}  // namespace photolibrary::image
