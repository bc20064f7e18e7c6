#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "palette/color_counts.hpp"
#include "palette/quantize.hpp"

namespace photolibrary::palette {
namespace {

/// Numbers that are the same everywhere (splitmix64).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    int below(int bound) {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return static_cast<int>((z ^ z >> 31) >> 33) % bound;
    }

  private:
    std::uint64_t state_;
};

struct Image {
    int width;
    int height;
    std::vector<std::uint8_t> pixels;

    Palette palette(int colors, Style style) const {
        ColorCounts counts(pixels.size() / 3);
        counts.add_rgb(pixels);
        return quantize(counts, colors, style, {});
    }
};

/// A scene of smooth gradients, textured areas and small vivid spots.
Image scene(std::uint64_t seed) {
    constexpr int width = 320;
    constexpr int height = 240;
    struct Area {
        int x, y, radius, slope, grain;
        std::array<int, 3> color;
    };
    Random random(seed);
    std::vector<Area> areas;
    for (int i = 0; i < 12; ++i) {
        const int radius = i == 0 ? 1000 : i < 9 ? 30 + random.below(70) : 8 + random.below(8);
        areas.push_back({random.below(width),
                         random.below(height),
                         radius,
                         random.below(5) - 2,
                         2 + random.below(12),
                         {20 + random.below(216), 20 + random.below(216), 20 + random.below(216)}});
    }
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const Area* top = &areas.front();
            for (const Area& area : areas)
                if ((x - area.x) * (x - area.x) + (y - area.y) * (y - area.y) <= area.radius * area.radius) top = &area;
            const int shade = (x - top->x) * top->slope / 8 + random.below(2 * top->grain + 1) - top->grain;
            for (const int channel : top->color)
                image.pixels.push_back(static_cast<std::uint8_t>(std::clamp(channel + shade, 0, 255)));
        }
    }
    return image;
}

/// Half of the size: means of 2 x 2 pixels.
Image halved(const Image& image) {
    Image half{image.width / 2, image.height / 2, {}};
    const auto at = [&image](int x, int y, int channel) {
        return int{image.pixels[static_cast<std::size_t>((y * image.width + x) * 3 + channel)]};
    };
    for (int y = 0; y < half.height; ++y)
        for (int x = 0; x < half.width; ++x)
            for (int channel = 0; channel < 3; ++channel)
                half.pixels.push_back(
                    static_cast<std::uint8_t>((at(2 * x, 2 * y, channel) + at(2 * x + 1, 2 * y, channel) +
                                               at(2 * x, 2 * y + 1, channel) + at(2 * x + 1, 2 * y + 1, channel) + 2) /
                                              4));
    return half;
}

/// Earth Mover's Distance of two palettes with deltaEOK as the ground distance: what of one has to move how far to make
/// the other. Cheapest flow by shortest augmenting paths.
double earth_movers_distance(const Palette& one, const Palette& other) {
    const std::size_t source = one.swatches.size() + other.swatches.size();
    const std::size_t sink = source + 1;
    const std::size_t nodes = sink + 1;
    std::vector<std::vector<double>> room(nodes, std::vector<double>(nodes));
    std::vector<std::vector<double>> cost(nodes, std::vector<double>(nodes));
    for (std::size_t i = 0; i < one.swatches.size(); ++i) {
        room[source][i] = one.swatches[i].share;
        for (std::size_t j = 0; j < other.swatches.size(); ++j) {
            const std::size_t to = one.swatches.size() + j;
            room[i][to] = 2;
            cost[i][to] = delta_e(one.swatches[i].color, other.swatches[j].color);
            cost[to][i] = -cost[i][to];
        }
    }
    for (std::size_t j = 0; j < other.swatches.size(); ++j)
        room[one.swatches.size() + j][sink] = other.swatches[j].share;

    constexpr double far = std::numeric_limits<double>::max();
    double total = 0;
    while (true) {
        std::vector<double> distance(nodes, far);
        std::vector<std::size_t> from(nodes, source);
        distance[source] = 0;
        for (std::size_t round = 0; round < nodes; ++round)
            for (std::size_t u = 0; u < nodes; ++u)
                for (std::size_t v = 0; v < nodes; ++v)
                    if (distance[u] < far && room[u][v] > 1e-12 && distance[u] + cost[u][v] < distance[v] - 1e-12) {
                        distance[v] = distance[u] + cost[u][v];
                        from[v] = u;
                    }
        if (distance[sink] == far) return total;
        double flow = 2;
        for (std::size_t v = sink; v != source; v = from[v])
            flow = std::min(flow, room[from[v]][v]);
        for (std::size_t v = sink; v != source; v = from[v]) {
            room[from[v]][v] -= flow;
            room[v][from[v]] += flow;
        }
        total += flow * distance[sink];
    }
}

TEST(EarthMoversDistance, IsThatOfSimplePalettes) {
    const Palette black{{{{0, 0, 0}, 1}}, {}, false, false};
    const Palette white{{{{255, 255, 255}, 1}}, {}, false, false};
    const Palette both{{{{0, 0, 0}, 0.75}, {{255, 255, 255}, 0.25}}, {}, false, false};
    EXPECT_NEAR(earth_movers_distance(black, black), 0, 1e-9);
    EXPECT_NEAR(earth_movers_distance(black, white), 1, 1e-6);
    EXPECT_NEAR(earth_movers_distance(black, both), 0.25, 1e-6);
    EXPECT_NEAR(earth_movers_distance(both, white), 0.75, 1e-6);
}

TEST(Quantize, HalfTheSizeGivesNearlyTheSamePalette) {
    for (const Style style : {Style::Accent, Style::Representative}) {
        for (const int colors : {5, 8}) {
            std::vector<double> distances;
            for (std::uint64_t seed = 1; seed <= 15; ++seed) {
                const Image image = scene(seed);
                distances.push_back(
                    earth_movers_distance(image.palette(colors, style), halved(image).palette(colors, style)));
            }
            std::sort(distances.begin(), distances.end());
            EXPECT_LT(distances[distances.size() / 2], 0.02) << colors;
            EXPECT_LT(distances.back(), 0.1) << colors;
            EXPECT_GT(distances.front(), 0) << "the copies are other pictures";
        }
    }
}

}  // namespace
}  // namespace photolibrary::palette
