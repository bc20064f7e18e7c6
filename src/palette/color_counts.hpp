#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "palette/color.hpp"

namespace photolibrary::palette {

/// How often each colour occurs: every distinct 8-bit colour of an image with its weight (the sum of alpha, 255 for an
/// opaque pixel). Sums are integers, so the order of the pixels never matters. Memory is bounded: beyond
/// max_distinct colours the lowest bits of blue, then red, then green are given up, again independently of the order.
/// A weight stops growing at 2^40 - 1 (4.3 thousand million opaque pixels of one colour).
///
/// Pixels are first dealt out to cubes of 16 x 16 x 16 colours, then counted cube by cube in a table that fits the
/// first-level cache: on photographs, whose colours are many and seldom repeat, faster than a hash table, and no branch
/// depends on the pixels.
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

    /// One of entries() in 8 bytes.
    class Packed {
      public:
        Packed() = default;
        Packed(std::uint32_t cube_key, std::uint64_t weight) noexcept
            : bits_(std::uint64_t{cube_key} << weight_bits | (weight < max_weight ? weight : max_weight)) {}

        Rgb color() const noexcept {
            const std::uint32_t key = cube_key();
            return {static_cast<std::uint8_t>((key >> 16 & 0xF0) | every_third_bit(key >> 2)),
                    static_cast<std::uint8_t>((key >> 12 & 0xF0) | every_third_bit(key >> 1)),
                    static_cast<std::uint8_t>((key >> 8 & 0xF0) | every_third_bit(key))};
        }
        std::uint64_t weight() const noexcept { return bits_ & max_weight; }

        /// The high halves of red, green and blue (the cube), then the bits of their low halves interleaved: 12 + 12
        /// bits. Colours near each other have keys near each other.
        std::uint32_t cube_key() const noexcept { return static_cast<std::uint32_t>(bits_ >> weight_bits); }

        bool operator==(const Packed&) const = default;

        static constexpr int weight_bits = 40;
        static constexpr std::uint64_t max_weight = (std::uint64_t{1} << weight_bits) - 1;

      private:
        static std::uint32_t every_third_bit(std::uint32_t bits) noexcept {
            return (bits & 1) | (bits >> 2 & 2) | (bits >> 4 & 4) | (bits >> 6 & 8);
        }

        std::uint64_t bits_ = 0;
    };

    /// The same as entries(), ascending by cube key: cheaper to make, and colours near each other stand together.
    std::vector<Packed> packed_entries() const;

    bool has_transparency() const noexcept { return has_transparency_; }

  private:
    struct Counted {
        std::vector<Packed> entries;  // ascending by cube key
        int bits_given_up = 0;
    };

    /// Pixels waiting to be counted: a chain of chunks for each cube and kind, 64 bytes each.
    struct Chunk {
        static constexpr std::uint32_t capacity = 30;
        std::array<std::uint16_t, capacity> items;  // opaque: place in the cube; translucent: place, weight, ...
        std::uint32_t previous;                     // of the same chain; 0: none
    };

    void forget();
    void show_first_visible();
    void count_when_full();
    void append(std::uint32_t chain, std::uint32_t item);
    template <class Function>
    void for_each_chunk(std::uint32_t chain, Function function) const;
    Counted merged() const;

    std::vector<Chunk> chunks_;        // chunk 0 is never used
    std::vector<std::uint32_t> ends_;  // of each chain: 32 * chunk + items in it; opaque chains, then translucent ones
    Counted counted_;
    bool has_transparency_ = false;
    bool seen_visible_ = false;  // until then the hidden colours are counted
};

}  // namespace photolibrary::palette
