#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "palette/color.hpp"

namespace photolibrary::palette {

/// The place of a colour (three bytes R G B) among all 2^24: the high halves of red, green and blue, then the bits of
/// their low halves interleaved, green first. Colours near each other have keys near each other: those of a cube of
/// 16 x 16 x 16 share the high 12 bits, those of one of 4 x 4 x 4 the high 18.
inline std::uint32_t cube_key_of(const std::uint8_t* rgb) noexcept {
    constexpr auto make_parts = [](int high_shift, int low_shift) {
        std::array<std::uint32_t, 256> parts{};
        for (std::uint32_t byte = 0; byte < parts.size(); ++byte) {
            const std::uint32_t spread = (byte & 1) | (byte & 2) << 2 | (byte & 4) << 4 | (byte & 8) << 6;
            parts[byte] = (byte >> 4) << high_shift | spread << low_shift;
        }
        return parts;
    };
    constexpr static std::array<std::uint32_t, 256> red = make_parts(20, 1);
    constexpr static std::array<std::uint32_t, 256> green = make_parts(16, 2);
    constexpr static std::array<std::uint32_t, 256> blue = make_parts(12, 0);
    return red[rgb[0]] | green[rgb[1]] | blue[rgb[2]];
}

inline constexpr std::uint32_t opaque_alpha = 255;

/// How often each colour occurs: every distinct 8-bit colour of an image with its weight (the sum of alpha, 255 for an
/// opaque pixel). Sums are integers, so the order of the pixels never matters. Memory is bounded: beyond
/// max_distinct colours the lowest bits of blue, then red, then green are given up, again independently of the order.
/// A weight stops growing at 2^40 - 1 (4.3 thousand million opaque pixels of one colour).
///
/// Pixels are first dealt out to cubes of 16 x 16 x 16 colours, then counted cube by cube in a table that fits the
/// first-level cache. On photographs, whose colours are many and seldom repeat, that is faster than a hash table:
/// hardly a branch or an address depends on a pixel.
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
            const std::uint32_t low = interleaved_pairs[key >> 6 & 0x3F] << 2 | interleaved_pairs[key & 0x3F];
            return Rgb::from_packed((key & 0xF00000) | (key & 0x0F0000) >> 4 | (key & 0x00F000) >> 8 | low);
        }

        /// Place of the color in its cube of 4 x 4 x 4: 0 to 3 for each channel, packed as 0xRRGGBB.
        std::uint32_t offsets() const noexcept { return interleaved_pairs[cube_key() & 0x3F]; }
        std::uint64_t weight() const noexcept { return bits_ & max_weight; }

        /// As from cube_key_of().
        std::uint32_t cube_key() const noexcept { return static_cast<std::uint32_t>(bits_ >> weight_bits); }

        bool operator==(const Packed&) const = default;

        static constexpr int weight_bits = 40;
        static constexpr std::uint64_t max_weight = (std::uint64_t{1} << weight_bits) - 1;

      private:
        /// Two interleaved bits of each channel, put where they belong in 0xRRGGBB.
        static constexpr std::array<std::uint32_t, 64> interleaved_pairs = [] {
            std::array<std::uint32_t, 64> table{};
            for (std::uint32_t i = 0; i < table.size(); ++i)
                table[i] = (i >> 4 & 1) << 17 | (i >> 1 & 1) << 16 | (i >> 5 & 1) << 9 | (i >> 2 & 1) << 8 |
                           (i >> 3 & 1) << 1 | (i & 1);
            return table;
        }();

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

    void forget();
    void show_first_visible();
    void count_when_full();
    std::uint32_t begin_chunk(std::uint32_t full_chunk);
    void append(std::uint32_t chain, std::uint32_t item);
    template <class Function>
    void for_each_chunk(std::uint32_t chain, Function function) const;
    Counted merged() const;

    // Pixels waiting to be counted: for each cube and kind (opaque, translucent) a chain of chunks. A chunk is 32
    // numbers: 30 items, then the number of the chain's previous chunk in two halves. Chunk 0 is none.
    // Opaque items are places in the cube; translucent ones alternate between places and weights.
    std::vector<std::uint16_t> chunks_;
    std::vector<std::uint32_t>
        ends_;  // of each chain, in chunks_: where the next item goes, or the links of a full chunk
    Counted counted_;
    bool has_transparency_ = false;
    bool seen_visible_ = false;  // until then the hidden colours are counted
};

}  // namespace photolibrary::palette
