#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "palette/cells.hpp"
#include "palette/fixed_oklab.hpp"
#include "palette/image_colors.hpp"

namespace photolibrary::palette {
namespace {

/// Every step-th of the 2^24 colours, all weighing the same.
std::vector<ColorCounts::Packed> spread_colors(std::uint32_t step) {
    std::vector<std::uint8_t> rgb;
    for (std::uint32_t color = 0; color < 1U << 24; color += step)
        rgb.insert(rgb.end(), {static_cast<std::uint8_t>(color >> 16), static_cast<std::uint8_t>(color >> 8),
                               static_cast<std::uint8_t>(color)});
    ColorCounts counts;
    counts.add_rgb(rgb);
    return counts.packed_entries();
}

TEST(ImageColors, FewColorsAreGrainsOfTheirOwn) {
    const ImageColors image(spread_colors(16'411));
    ASSERT_EQ(image.grains().size(), image.entries().size());
    for (std::size_t i = 0; i < image.grains().size(); ++i) {
        ASSERT_EQ(image.colors_of(i).size(), 1U);
        ASSERT_EQ(image.grains()[i], to_fixed_oklab(image.entries()[i].color()));
        ASSERT_EQ(image.weight_of(i), image.entries()[i].weight());
    }
}

TEST(ImageColors, ManyColorsBecomeFewerGrains) {
    const ImageColors image(spread_colors(7));
    ASSERT_EQ(image.entries().size(), (1U << 24) / 7 + 1);
    EXPECT_LT(image.grains().size(), image.entries().size() / 8);
    std::size_t next = 0;
    std::uint64_t weight = 0;
    for (std::size_t grain = 0; grain < image.grains().size(); ++grain) {
        const auto colors = image.colors_of(grain);
        ASSERT_EQ(colors.data(), image.entries().data() + next);
        next += colors.size();
        ASSERT_EQ(image.weight_of(grain), 255 * colors.size());
        weight += image.weight_of(grain);
    }
    EXPECT_EQ(next, image.entries().size());
    EXPECT_EQ(weight, image.total_weight());
}

TEST(ImageColors, GrainsReachAllTheirColors) {
    const ImageColors image(spread_colors(7));
    for (std::size_t grain = 0; grain < image.grains().size(); ++grain) {
        const FixedOklab point = image.grains()[grain];
        for (const ColorCounts::Packed& entry : image.colors_of(grain)) {
            const std::int32_t reach = image.reach_of(grain);
            ASSERT_LE(squared_distance(point, to_fixed_oklab(entry.color())), reach * reach) << entry.color().packed();
        }
    }
}

TEST(ImageColors, NoColorOfACubeIsOutOfReachOfAnother) {
    // All cubes but the 64 whose colours are never joined.
    for (int cube = 0; cube < 1 << 18; ++cube) {
        const int red = cube >> 12 << 2;
        const int green = (cube >> 6 & 63) << 2;
        const int blue = (cube & 63) << 2;
        if (std::max({red, green, blue}) < 16) continue;
        std::array<Rgb, 64> colors;
        std::array<FixedOklab, 64> points;
        for (int i = 0; i < 64; ++i)
            colors[static_cast<std::size_t>(i)] = {static_cast<std::uint8_t>(red + (i >> 4)),
                                                   static_cast<std::uint8_t>(green + (i >> 2 & 3)),
                                                   static_cast<std::uint8_t>(blue + (i & 3))};
        to_fixed_oklab(colors, points);
        for (std::size_t i = 0; i < points.size(); ++i) {
            std::int32_t farthest = 0;
            for (const FixedOklab other : points)
                farthest = std::max(farthest, squared_distance(points[i], other));
            const std::int32_t reach = ImageColors::reach(colors[i], points[i]);
            ASSERT_LE(farthest, reach * reach) << colors[i].packed();
        }
    }
}

TEST(ImageColors, WeightsOfHugeImagesFit) {
    // 3 * 2^20 colours with the greatest weight each.
    std::vector<ColorCounts::Packed> entries;
    for (std::uint32_t key = 0; key < 3U << 20; ++key)
        entries.emplace_back(key, ColorCounts::Packed::max_weight);
    const ImageColors image(entries);
    EXPECT_EQ(image.total_weight(), (std::uint64_t{3} << 20) * ColorCounts::Packed::max_weight);
    std::uint64_t weight = 0;
    for (std::size_t i = 0; i < image.grains().size(); ++i)
        weight += image.grains().weight(i);
    EXPECT_LE(weight, Points::max_total_weight);
    EXPECT_GT(weight, Points::max_total_weight / 4);
}

TEST(ImageColors, RareColorsOfHugeImagesKeepSomeWeight) {
    const ImageColors image({{0x000001, ColorCounts::Packed::max_weight}, {0x800000, 1}});
    ASSERT_EQ(image.grains().size(), 2U);
    EXPECT_EQ(image.grains().weight(1), 1U);
}

TEST(Cells, GatherAtExactMeans) {
    Points points;
    points.add({1000, 10, -10}, 3);
    points.add({1004, 20, -30}, 1);
    points.add({5000, 0, 0}, 7);
    const Points cells = gather_cells(points, 8);
    ASSERT_EQ(cells.size(), 2U);
    EXPECT_EQ(cells[0], (FixedOklab{1001, 13, -15}));
    EXPECT_EQ(cells.weight(0), 4U);
    EXPECT_EQ(cells[1], (FixedOklab{5000, 0, 0}));
    EXPECT_EQ(cells.weight(1), 7U);
}

TEST(Cells, HistogramsAreBoundedAndLoseNoWeight) {
    for (const std::uint32_t step : {3U, 1009U, 65'537U}) {
        const ImageColors image(spread_colors(step));
        const Histogram histogram = make_histogram(image);
        EXPECT_LE(histogram.fine.size(), Histogram::max_fine) << step;
        EXPECT_LE(histogram.coarse.size(), Histogram::max_coarse) << step;
        EXPECT_GE(histogram.coarse.size(), 100U) << step;
        for (const Points* points : {&histogram.fine, &histogram.coarse}) {
            std::uint64_t weight = 0;
            std::uint64_t expected = 0;
            for (std::size_t i = 0; i < points->size(); ++i)
                weight += points->weight(i);
            for (std::size_t i = 0; i < image.grains().size(); ++i)
                expected += image.grains().weight(i);
            EXPECT_EQ(weight, expected) << step;
        }
    }
}

TEST(Cells, ImagesOfLittleContrastAreResolvedFiner) {
    // 13,824 colours within 24 levels of each other.
    std::vector<std::uint8_t> rgb;
    for (int red = 120; red < 144; ++red)
        for (int green = 120; green < 144; ++green)
            for (int blue = 120; blue < 144; ++blue)
                rgb.insert(rgb.end(), {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                                       static_cast<std::uint8_t>(blue)});
    ColorCounts counts;
    counts.add_rgb(rgb);
    const ImageColors image(counts.packed_entries());
    EXPECT_LT(image.grains().size(), 400U);
    EXPECT_GE(make_histogram(image).fine.size(), 768U);
}

}  // namespace
}  // namespace photolibrary::palette
