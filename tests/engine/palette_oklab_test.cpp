#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "palette/color.hpp"
#include "palette/fixed_oklab.hpp"

namespace photolibrary::palette {
namespace {

constexpr double unit = 1.0 / (1 << fixed_oklab_bits);
constexpr std::uint32_t all_colors = 1U << 24;

TEST(Oklab, AgreesWithPublishedValues) {
    // CSS Color 4, sample conversions: red, lime and blue.
    const Oklab red = to_oklab({255, 0, 0});
    EXPECT_NEAR(red.lightness, 0.62796, 1e-5);
    EXPECT_NEAR(red.a, 0.22486, 1e-5);
    EXPECT_NEAR(red.b, 0.12585, 1e-5);
    const Oklab lime = to_oklab({0, 255, 0});
    EXPECT_NEAR(lime.lightness, 0.86644, 1e-5);
    EXPECT_NEAR(lime.a, -0.23389, 1e-5);
    EXPECT_NEAR(lime.b, 0.17950, 1e-5);
    const Oklab blue = to_oklab({0, 0, 255});
    EXPECT_NEAR(blue.lightness, 0.45201, 1e-5);
    EXPECT_NEAR(blue.a, -0.03246, 1e-5);
    EXPECT_NEAR(blue.b, -0.31153, 1e-5);
}

TEST(Oklab, DeltaEIsTheEuclideanDistance) {
    EXPECT_NEAR(delta_e({0, 0, 0}, {255, 255, 255}), 1.0, 1e-6);
    EXPECT_EQ(delta_e({12, 200, 90}, {12, 200, 90}), 0.0);
    EXPECT_DOUBLE_EQ(delta_e({1, 2, 3}, {200, 100, 50}), delta_e({200, 100, 50}, {1, 2, 3}));
}

TEST(FixedOklab, IsWithinOneUnitOfTheExactValue) {
    double worst = 0;
    for (std::uint32_t rgb = 0; rgb < all_colors; rgb += 3) {  // 3 and 2^24 share no factor: all channels vary
        const Rgb color = Rgb::from_packed(rgb);
        const Oklab exact = to_oklab(color);
        const FixedOklab fixed = to_fixed_oklab(color);
        worst = std::max({worst, std::abs(fixed.lightness * unit - exact.lightness), std::abs(fixed.a * unit - exact.a),
                          std::abs(fixed.b * unit - exact.b)});
    }
    EXPECT_LT(worst, 0.7 * unit);
}

TEST(FixedOklab, TellsEveryTwoColorsApartAndStaysInItsBounds) {
    std::vector<std::uint64_t> points;
    points.reserve(all_colors);
    int least = 0;
    int greatest = 0;
    for (std::uint32_t rgb = 0; rgb < all_colors; ++rgb) {
        const FixedOklab point = to_fixed_oklab(Rgb::from_packed(rgb));
        least = std::min({least, int{point.a}, int{point.b}});
        greatest = std::max({greatest, int{point.a}, int{point.b}});
        points.push_back(static_cast<std::uint64_t>(point.lightness) << 32 |
                         static_cast<std::uint64_t>(point.a - least_coordinate) << 16 |
                         static_cast<std::uint64_t>(point.b - least_coordinate));
    }
    EXPECT_GT(least, least_coordinate);
    EXPECT_LT(greatest, greatest_coordinate);
    std::sort(points.begin(), points.end());
    EXPECT_EQ(std::adjacent_find(points.begin(), points.end()), points.end());
    EXPECT_EQ(points.front() >> 32, 0U);
    EXPECT_EQ(points.back() >> 32, 1U << fixed_oklab_bits);
}

TEST(FixedOklab, GreysAreNeutral) {
    for (int level = 0; level < 256; ++level) {
        const auto byte = static_cast<std::uint8_t>(level);
        const FixedOklab grey = to_fixed_oklab({byte, byte, byte});
        EXPECT_EQ(grey.a, 0) << level;
        EXPECT_EQ(grey.b, 0) << level;
    }
    EXPECT_EQ(to_fixed_oklab({0, 0, 0}).lightness, 0);
    EXPECT_EQ(to_fixed_oklab({255, 255, 255}).lightness, 1 << fixed_oklab_bits);
}

TEST(FixedOklab, RoundTripsToTheSameBytes) {
    for (std::uint32_t rgb = 0; rgb < all_colors; rgb += 97) {
        ASSERT_EQ(to_rgb(to_fixed_oklab(Rgb::from_packed(rgb))).packed(), rgb);
    }
}

TEST(FixedOklab, PointsBetweenColorsGoToTheNearest) {
    std::uint32_t state = 1;
    const auto random = [&state](int bound) {
        state = state * 1'664'525 + 1'013'904'223;
        return static_cast<int>((std::uint64_t{state} * static_cast<std::uint32_t>(bound)) >> 32);
    };
    const auto shifted = [&](std::int16_t coordinate) {
        return static_cast<std::int16_t>(coordinate + random(61) - 30);
    };
    for (int i = 0; i < 5000; ++i) {
        const Rgb color = Rgb::from_packed(static_cast<std::uint32_t>(random(1 << 24)));
        const FixedOklab exact = to_fixed_oklab(color);
        const FixedOklab point{shifted(exact.lightness), shifted(exact.a), shifted(exact.b)};
        const Rgb chosen = to_rgb(point);
        const std::int32_t distance = squared_distance(to_fixed_oklab(chosen), point);
        for (int step = 0; step < 27; ++step) {
            const int red = chosen.red + step % 3 - 1;
            const int green = chosen.green + step / 3 % 3 - 1;
            const int blue = chosen.blue + step / 9 - 1;
            if (std::min({red, green, blue}) < 0 || std::max({red, green, blue}) > 255) continue;
            const Rgb neighbour{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                                static_cast<std::uint8_t>(blue)};
            ASSERT_LE(distance, squared_distance(to_fixed_oklab(neighbour), point));
        }
        ASSERT_LT(distance, 30 * 30 * 4) << color.packed();  // the color itself is as near as that
    }
}

TEST(FixedOklab, PointsOutsideTheGamutAreBroughtBack) {
    EXPECT_EQ(to_rgb({1 << fixed_oklab_bits, 0, 0}), (Rgb{255, 255, 255}));
    EXPECT_EQ(to_rgb({17'000, 0, 0}), (Rgb{255, 255, 255}));
    EXPECT_EQ(to_rgb({-500, 0, 0}), (Rgb{0, 0, 0}));
    const Rgb vivid = to_rgb({10'288, 6'000, 3'400});  // beyond red
    EXPECT_GT(vivid.red, 250);
    EXPECT_LT(vivid.green, 40);
}

TEST(FixedOklab, PreciseDistancesKeepTheirPromise) {
    std::uint32_t state = 7;
    const auto random_color = [&state] {
        state = state * 1'664'525 + 1'013'904'223;
        return Rgb::from_packed(state >> 8);
    };
    for (int i = 0; i < 200'000; ++i) {
        const Rgb one = random_color();
        const Rgb other = random_color();
        const double precise = std::sqrt(static_cast<double>(precise_squared_distance(one, other))) * 0x1p-20;
        ASSERT_NEAR(precise, delta_e(one, other), 0.00002);
    }
}

TEST(FixedOklab, SquareRootsAreRoundedDown) {
    EXPECT_EQ(square_root(0), 0U);
    for (std::uint32_t root : {1U, 2U, 3U, 100U, 46'340U, 65'535U}) {
        EXPECT_EQ(square_root(root * root), root);
        EXPECT_EQ(square_root(root * root - 1), root - 1);
    }
    EXPECT_EQ(square_root(0xFFFFFFFF), 65'535U);
}

}  // namespace
}  // namespace photolibrary::palette
