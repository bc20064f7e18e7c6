#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "palette/color_counts.hpp"

namespace photolibrary::palette {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Weights = std::map<std::uint32_t, std::uint64_t>;

/// Numbers that are the same everywhere (xorshift*).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint32_t below(std::uint32_t bound) {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return static_cast<std::uint32_t>((state_ * 0x2545F4914F6CDD1D >> 32) * bound >> 32);
    }

  private:
    std::uint64_t state_;
};

Weights weights_of(const ColorCounts& counts) {
    Weights weights;
    for (const ColorCounts::Entry& entry : counts.entries())
        weights[entry.color.packed()] = entry.weight;
    return weights;
}

void append(Bytes& bytes, std::initializer_list<int> values) {
    for (const int value : values)
        bytes.push_back(static_cast<std::uint8_t>(value));
}

/// A pixel of each of the 2^24 colours whose number is a multiple of step.
Bytes spread_colors(std::uint32_t step) {
    Bytes rgb;
    for (std::uint32_t color = 0; color < 1U << 24; color += step)
        append(rgb,
               {static_cast<int>(color >> 16), static_cast<int>(color >> 8 & 0xFF), static_cast<int>(color & 0xFF)});
    return rgb;
}

Bytes shuffled_pixels(const Bytes& bytes, std::size_t channels, std::uint64_t seed) {
    Bytes shuffled = bytes;
    Random random(seed);
    for (std::size_t i = shuffled.size() / channels; i > 1; --i) {
        const std::size_t j = random.below(static_cast<std::uint32_t>(i));
        for (std::size_t c = 0; c < channels; ++c)
            std::swap(shuffled[(i - 1) * channels + c], shuffled[j * channels + c]);
    }
    return shuffled;
}

TEST(ColorCounts, CountsLikeAMap) {
    Random random(3);
    ColorCounts counts(50'000);
    Weights expected;
    Bytes row;
    for (int y = 0; y < 500; ++y) {
        row.clear();
        const int width = 100 + static_cast<int>(random.below(100));
        for (int x = 0; x < width; ++x) {
            const std::uint32_t color = random.below(40) << 16 | random.below(20) * 12 << 8 | random.below(256);
            append(row, {static_cast<int>(color >> 16), static_cast<int>(color >> 8 & 0xFF),
                         static_cast<int>(color & 0xFF)});
            expected[color] += 255;
        }
        counts.add_rgb(row);
    }
    EXPECT_EQ(weights_of(counts), expected);
    EXPECT_FALSE(counts.has_transparency());
}

TEST(ColorCounts, EntriesAscend) {
    ColorCounts counts;
    counts.add_rgb(shuffled_pixels(spread_colors(9'973), 3, 5));
    const auto entries = counts.entries();
    ASSERT_EQ(entries.size(), (1U << 24) / 9'973 + 1);
    for (std::size_t i = 1; i < entries.size(); ++i)
        ASSERT_LT(entries[i - 1].color.packed(), entries[i].color.packed());
}

TEST(ColorCounts, PackedEntriesAreTheSameAndIndependentOfTheOrder) {
    const Bytes rgb = spread_colors(523);
    ColorCounts counts;
    counts.add_rgb(rgb);
    ColorCounts other;
    other.add_rgb(shuffled_pixels(rgb, 3, 11));
    const auto packed = counts.packed_entries();
    const auto other_packed = other.packed_entries();
    ASSERT_EQ(packed.size(), other_packed.size());
    Weights weights;
    for (std::size_t i = 0; i < packed.size(); ++i) {
        ASSERT_EQ(packed[i].color(), other_packed[i].color()) << i;
        ASSERT_EQ(packed[i].weight(), other_packed[i].weight()) << i;
        ASSERT_TRUE(i == 0 || packed[i - 1].cube_key() < packed[i].cube_key());
        weights[packed[i].color().packed()] = packed[i].weight();
    }
    EXPECT_EQ(weights, weights_of(counts));
}

TEST(ColorCounts, NoPixelsGiveNoEntries) {
    ColorCounts counts(1'000'000);
    counts.add_rgb({});
    counts.add_rgba({});
    EXPECT_TRUE(counts.entries().empty());
    EXPECT_TRUE(counts.packed_entries().empty());
}

TEST(ColorCounts, AlphaIsTheWeight) {
    Bytes rgba;
    append(rgba, {10, 20, 30, 255, 10, 20, 30, 1, 200, 100, 0, 128, 200, 100, 0, 127, 9, 9, 9, 0});
    ColorCounts counts;
    counts.add_rgba(rgba);
    EXPECT_EQ(weights_of(counts), (Weights{{0x0A141E, 256}, {0xC86400, 255}}));
    EXPECT_TRUE(counts.has_transparency());
}

TEST(ColorCounts, OpaqueAlphaIsNoTransparency) {
    Bytes rgba;
    append(rgba, {1, 2, 3, 255, 4, 5, 6, 255});
    ColorCounts counts;
    counts.add_rgba(rgba);
    EXPECT_FALSE(counts.has_transparency());
    Bytes rgb;
    append(rgb, {1, 2, 3});
    counts.add_rgb(rgb);
    EXPECT_FALSE(counts.has_transparency());
    EXPECT_EQ(weights_of(counts), (Weights{{0x010203, 510}, {0x040506, 255}}));
}

TEST(ColorCounts, ManyTranslucentPixels) {
    Random random(17);
    Bytes rgba;
    Weights expected;
    for (int i = 0; i < 300'000; ++i) {
        const std::uint32_t color = random.below(64) * 0x010301;
        const std::uint32_t alpha = random.below(256);
        append(rgba, {static_cast<int>(color >> 16), static_cast<int>(color >> 8 & 0xFF),
                      static_cast<int>(color & 0xFF), static_cast<int>(alpha)});
        if (alpha != 0) expected[color] += alpha;
    }
    ColorCounts counts;
    counts.add_rgba(rgba);
    EXPECT_EQ(weights_of(counts), expected);
}

TEST(ColorCounts, FullyTransparentImagesShowWhatIsHidden) {
    Bytes rgba;
    append(rgba, {10, 20, 30, 0, 10, 20, 30, 0, 7, 7, 7, 0});
    ColorCounts counts;
    counts.add_rgba(rgba);
    EXPECT_EQ(weights_of(counts), (Weights{{0x0A141E, 510}, {0x070707, 255}}));
    EXPECT_TRUE(counts.has_transparency());
}

TEST(ColorCounts, HiddenColorsVanishWithTheFirstVisiblePixel) {
    // More hidden colours than would be kept exactly, and more pixels than are counted at once.
    Bytes hidden;
    for (std::uint32_t color = 0; color < 1U << 24; color += 4)
        append(hidden,
               {static_cast<int>(color >> 16), static_cast<int>(color >> 8 & 0xFF), static_cast<int>(color & 0xFF), 0});
    Bytes faint;
    append(faint, {10, 20, 31, 0, 11, 21, 31, 1});
    for (const bool hidden_first : {true, false}) {
        ColorCounts counts;
        if (hidden_first) counts.add_rgba(hidden);
        counts.add_rgba(faint);
        if (!hidden_first) counts.add_rgba(hidden);
        EXPECT_EQ(weights_of(counts), (Weights{{0x0B151F, 1}})) << hidden_first;
        EXPECT_TRUE(counts.has_transparency());
    }
    ColorCounts opaque;
    opaque.add_rgba(hidden);
    Bytes rgb;
    append(rgb, {1, 2, 3});
    opaque.add_rgb(rgb);
    EXPECT_EQ(weights_of(opaque), (Weights{{0x010203, 255}}));
}

TEST(ColorCounts, KeepsEveryColorUpToItsLimit) {
    Bytes rgb;
    for (std::uint32_t color = 0; color < ColorCounts::max_distinct; ++color)
        append(rgb,
               {static_cast<int>(color >> 16), static_cast<int>(color >> 8 & 0xFF), static_cast<int>(color & 0xFF)});
    ColorCounts counts;
    counts.add_rgb(rgb);
    EXPECT_EQ(counts.packed_entries().size(), ColorCounts::max_distinct);
    // One more colour: blue gives up its lowest bit, and nothing else does.
    Bytes more;
    append(more, {255, 255, 255});
    counts.add_rgb(more);
    const auto entries = counts.entries();
    EXPECT_EQ(entries.size(), ColorCounts::max_distinct / 2 + 1);
    for (const ColorCounts::Entry& entry : entries)
        ASSERT_EQ(entry.weight, entry.color.red == 255 ? 255U : 510U);
    EXPECT_EQ(entries.front().color, (Rgb{0, 0, 0}));
    EXPECT_EQ(entries.back().color, (Rgb{255, 255, 255}));
}

TEST(ColorCounts, CoarseningDependsOnTheSetOnly) {
    // 4.2 and 3.4 million colours, in different orders and mixtures.
    const Bytes fourth = spread_colors(4);
    const Bytes fifth = spread_colors(5);
    const Bytes shuffled = shuffled_pixels(fourth, 3, 23);
    const auto count = [](const Bytes& first, const Bytes& second) {
        ColorCounts counts;
        counts.add_rgb(first);
        counts.add_rgb(second);
        return counts.packed_entries();
    };
    const auto forward = count(fourth, fifth);
    EXPECT_EQ(forward, count(fifth, fourth));
    EXPECT_EQ(forward, count(fifth, shuffled));
    EXPECT_LE(forward.size(), ColorCounts::max_distinct);
    std::uint64_t total = 0;
    for (const ColorCounts::Packed& entry : forward)
        total += entry.weight();
    EXPECT_EQ(total, 255 * ((fourth.size() + fifth.size()) / 3));
}

TEST(ColorCounts, AllColorsAtOnceStayBounded) {
    ColorCounts counts;
    counts.add_rgb(spread_colors(1));
    const auto entries = counts.entries();
    ASSERT_EQ(entries.size(), 1U << 21);
    std::int64_t brightness = 0;
    for (const ColorCounts::Entry& entry : entries) {
        ASSERT_EQ(entry.weight, 8 * 255U);
        brightness += entry.color.red + entry.color.green + entry.color.blue;
    }
    EXPECT_EQ(2 * brightness, std::int64_t{3} * 255 << 21);  // as before
}

TEST(ColorCounts, WeightsSaturate) {
    using Packed = ColorCounts::Packed;
    EXPECT_EQ(Packed(0, Packed::max_weight).weight(), Packed::max_weight);
    EXPECT_EQ(Packed(5, Packed::max_weight + 1).weight(), Packed::max_weight);
    EXPECT_EQ(Packed(5, ~std::uint64_t{0}).cube_key(), 5U);
}

}  // namespace
}  // namespace photolibrary::palette
