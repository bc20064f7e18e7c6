#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "palette/color_counts.hpp"
#include "palette/color_groups.hpp"
#include "palette/quantize.hpp"

namespace photolibrary::palette {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Numbers that are the same everywhere.
class Random {
  public:
    explicit Random(std::uint32_t seed) : state_(seed) {}

    int below(int bound) {
        state_ = state_ * 1664525 + 1013904223;
        return static_cast<int>((state_ >> 16) * static_cast<std::uint32_t>(bound) >> 16);
    }

  private:
    std::uint32_t state_;
};

void append(Bytes& bytes, std::array<int, 3> color) {
    for (const int channel : color)
        bytes.push_back(static_cast<std::uint8_t>(std::clamp(channel, 0, 255)));
}

/// Pixels around some colours, dark ones among them.
Bytes clouds(std::size_t pixels, int spread, std::uint32_t seed) {
    Random random(seed);
    constexpr std::array<std::array<int, 3>, 5> centers = {
        {{6, 6, 10}, {60, 90, 160}, {200, 190, 170}, {120, 140, 60}, {190, 60, 50}}};
    Bytes bytes;
    for (std::size_t i = 0; i < pixels; ++i) {
        const auto& center = centers[static_cast<std::size_t>(random.below(5))];
        const int light = random.below(2 * spread) - spread;
        append(bytes, {center[0] + light + random.below(9), center[1] + light + random.below(9),
                       center[2] + light + random.below(9)});
    }
    return bytes;
}

/// Box (or dark colour) of a pixel: what group_colors() counts as one.
std::tuple<int, int, int, int> box_of(Rgb color) {
    if (color.red < 16 && color.green < 16 && color.blue < 16) return {1, color.red, color.green, color.blue};
    return {0, color.red / 8, color.green / 4, color.blue / 8};
}

TEST(ColorGroups, AreBoxesOfColoursAtTheirMeans) {
    struct Sums {
        double count = 0;
        std::array<double, 3> channels{};
    };
    const Bytes pixels = clouds(50'000, 40, 3);
    std::map<std::tuple<int, int, int, int>, Sums> boxes;
    for (std::size_t i = 0; i < pixels.size(); i += 3) {
        Sums& sums = boxes[box_of({pixels[i], pixels[i + 1], pixels[i + 2]})];
        sums.count += 1;
        for (std::size_t channel = 0; channel < 3; ++channel)
            sums.channels[channel] += pixels[i + channel];
    }
    const auto groups = group_colors(pixels);
    ASSERT_EQ(groups.size(), boxes.size());
    for (const ColorCounts::Packed& group : groups) {
        const Rgb color = group.color();
        const auto box = boxes.find(box_of(color));
        ASSERT_NE(box, boxes.end()) << "the mean lies in the box";
        EXPECT_EQ(static_cast<double>(group.weight()), 255 * box->second.count);
        EXPECT_NEAR(color.red, box->second.channels[0] / box->second.count, 0.5001);
        EXPECT_NEAR(color.green, box->second.channels[1] / box->second.count, 0.5001);
        EXPECT_NEAR(color.blue, box->second.channels[2] / box->second.count, 0.5001);
        boxes.erase(box);
    }
    EXPECT_TRUE(std::is_sorted(groups.begin(), groups.end(),
                               [](const auto& one, const auto& other) { return one.cube_key() < other.cube_key(); }));
}

TEST(ColorGroups, LeaveNothingBehindAndDoNotDependOnTheOrder) {
    const Bytes pixels = clouds(20'000, 60, 4);
    Bytes reversed;
    for (std::size_t i = pixels.size(); i > 0; i -= 3)
        reversed.insert(reversed.end(), {pixels[i - 3], pixels[i - 2], pixels[i - 1]});
    const auto groups = group_colors(pixels);
    EXPECT_FALSE(group_colors(clouds(100, 9, 8)).empty());
    EXPECT_EQ(group_colors(reversed), groups);
    EXPECT_TRUE(group_colors({}).empty());
}

TEST(ColorGroups, OneColourStaysItself) {
    for (const Rgb color : {Rgb{0, 0, 0}, Rgb{15, 15, 15}, Rgb{255, 255, 255}, Rgb{7, 4, 16}, Rgb{18, 52, 86}}) {
        Bytes pixels;
        for (int i = 0; i < 70'000; ++i)
            pixels.insert(pixels.end(), {color.red, color.green, color.blue});
        const auto groups = group_colors(pixels);
        ASSERT_EQ(groups.size(), 1U);
        EXPECT_EQ(groups[0].color(), color);
        EXPECT_EQ(groups[0].weight(), 70'000U * 255);
    }
}

ColorCounts counts_of(const Bytes& pixels) {
    ColorCounts counts;
    counts.add_rgb(pixels);
    return counts;
}

double squared_error(const Palette& palette, const ColorCounts& counts, std::vector<double>& shares) {
    double error = 0;
    double total = 0;
    shares.assign(palette.swatches.size(), 0);
    for (const ColorCounts::Entry& entry : counts.entries()) {
        std::size_t nearest = 0;
        for (std::size_t k = 1; k < palette.swatches.size(); ++k)
            if (delta_e(palette.swatches[k].color, entry.color) < delta_e(palette.swatches[nearest].color, entry.color))
                nearest = k;
        const double distance = delta_e(palette.swatches[nearest].color, entry.color);
        const auto weight = static_cast<double>(entry.weight);
        error += distance * distance * weight;
        shares[nearest] += weight;
        total += weight;
    }
    for (double& share : shares)
        share /= total;
    return error / total;
}

TEST(QuantizeLossy, IsAsGoodAsCountingEveryColour) {
    const Bytes pixels = clouds(60'000, 50, 11);
    ASSERT_GT(group_colors(pixels).size(), 1024U);
    const ColorCounts counts = counts_of(pixels);
    for (const int colors : {5, 8, 16}) {
        const Palette grouped = quantize_lossy(pixels, colors, Style::Representative, {});
        std::vector<double> shares;
        const double error = squared_error(grouped, counts, shares);
        std::vector<double> ignored;
        EXPECT_LT(error, 1.01 * squared_error(quantize(counts, colors, Style::Representative, {}), counts, ignored));
        double sum = 0;
        for (std::size_t k = 0; k < shares.size(); ++k) {
            EXPECT_NEAR(grouped.swatches[k].share, shares[k], 0.004);
            sum += grouped.swatches[k].share;
        }
        EXPECT_NEAR(sum, 1, 1e-12);
    }
}

TEST(QuantizeLossy, CountsEveryColourWhereTheyAreFew) {
    // One level apart: boxes would hide all but one or two.
    Bytes pixels;
    for (int level = 100; level < 107; ++level)
        for (int i = 0; i < 200; ++i)
            append(pixels, {level, level, level});
    const ColorCounts counts = counts_of(pixels);
    for (const Style style : {Style::Representative, Style::Accent}) {
        const Palette palette = quantize_lossy(pixels, 7, style, {});
        const Palette expected = quantize(counts, 7, style, {});
        ASSERT_EQ(palette.swatches.size(), expected.swatches.size());
        for (std::size_t k = 0; k < palette.swatches.size(); ++k) {
            EXPECT_EQ(palette.swatches[k].color, expected.swatches[k].color);
            EXPECT_EQ(palette.swatches[k].share, expected.swatches[k].share);
        }
    }
    EXPECT_EQ(quantize_lossy(pixels, 7, Style::Representative, {}).swatches.size(), 7U);
}

}  // namespace
}  // namespace photolibrary::palette
