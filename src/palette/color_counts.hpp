#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "palette/color.hpp"

namespace photolibrary::palette {

/// How often each colour occurs: every distinct 8-bit colour of an image with its weight (the sum of alpha, 255 for an
/// opaque pixel). Sums are integers, so the order of the pixels never matters. Memory is bounded: beyond
/// max_distinct colours the lowest bits of all channels are given up, again independently of the order.
class ColorCounts {
  public:
    static constexpr std::size_t max_distinct = 3U << 20;

    /// expected_pixels: a hint for the first allocation.
    explicit ColorCounts(std::uint64_t expected_pixels = 0);

    void add_rgb(std::span<const std::uint8_t> pixels);   ///< R G B ...
    void add_rgba(std::span<const std::uint8_t> pixels);  ///< R G B A ..., a pixel weighs its alpha

    struct Entry {
        Rgb color;
        std::uint64_t weight = 0;
    };

    /// All colours with a weight, ascending by 0xRRGGBB. If every pixel is fully transparent, the colours behind the
    /// transparency, each pixel weighing 255. Empty only if no pixel was added.
    std::vector<Entry> entries() const;

    bool has_transparency() const noexcept;
};

}  // namespace photolibrary::palette
