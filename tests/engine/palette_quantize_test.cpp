#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "palette/fixed_oklab.hpp"
#include "palette/quantize.hpp"

namespace photolibrary::palette {
namespace {

constexpr auto both_styles = {Style::Representative, Style::Accent};

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

/// Pixels to quantise.
class Image {
  public:
    void add(Rgb color, int pixels = 1) {
        for (int i = 0; i < pixels; ++i)
            pixels_.push_back(color);
    }

    /// As add, each channel off by up to spread.
    void add_noisy(Rgb color, int pixels, int spread, Random& random) {
        const auto noisy = [&](std::uint8_t byte) {
            return static_cast<std::uint8_t>(std::clamp(byte + random.below(2 * spread + 1) - spread, 0, 255));
        };
        for (int i = 0; i < pixels; ++i)
            pixels_.push_back({noisy(color.red), noisy(color.green), noisy(color.blue)});
    }

    void shuffle(Random& random) {
        for (std::size_t i = pixels_.size(); i > 1; --i)
            std::swap(pixels_[i - 1], pixels_[static_cast<std::size_t>(random.below(static_cast<int>(i)))]);
    }

    ColorCounts counts() const {
        std::vector<std::uint8_t> bytes;
        for (const Rgb pixel : pixels_)
            bytes.insert(bytes.end(), {pixel.red, pixel.green, pixel.blue});
        ColorCounts counts(pixels_.size());
        counts.add_rgb(bytes);
        return counts;
    }

    Palette palette(int colors, Style style) const { return quantize(counts(), colors, style, {}); }

  private:
    std::vector<Rgb> pixels_;
};

std::string describe(const Palette& palette) {
    std::string text;
    char buffer[64];
    for (const Swatch& swatch : palette.swatches) {
        std::snprintf(buffer, sizeof buffer, "%06x %.17g, ", static_cast<unsigned>(swatch.color.packed()),
                      swatch.share);
        text += buffer;
    }
    std::snprintf(buffer, sizeof buffer, "average %06x%s", static_cast<unsigned>(palette.average.packed()),
                  palette.monochrome ? " monochrome" : "");
    return text + buffer;
}

/// A landscape of smooth areas, texture and a small vivid spot, made of integers only. More than 8192 colours.
Image landscape() {
    constexpr int width = 480;
    constexpr int height = 360;
    Random random(2024);
    Image image;
    const auto pixel = [&](int red, int green, int blue, int grain) {
        const auto byte = [&](int value) {
            return static_cast<std::uint8_t>(std::clamp(value + random.below(2 * grain + 1) - grain, 0, 255));
        };
        image.add({byte(red), byte(green), byte(blue)});
    };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if ((x - 375) * (x - 375) + (y - 270) * (y - 270) < 270) {
                pixel(215, 38, 46, 8);
            } else if (y < 165) {
                pixel(90 + y / 3, 140 + y / 3, 235 - y / 6, 4);
            } else if (y < 195 + x / 20) {
                pixel(120, 118, 125 + x / 24, 8);
            } else {
                const int shade = random.below(60) - (x / 12) % 20;
                pixel(70 + shade, 105 + shade, 40 + shade / 2, 5);
            }
        }
    }
    return image;
}

double share_of(const Palette& palette, Rgb color) {
    for (const Swatch& swatch : palette.swatches)
        if (swatch.color == color) return swatch.share;
    return -1;
}

double distance_to_nearest(const Palette& palette, Rgb color) {
    double least = std::numeric_limits<double>::infinity();
    for (const Swatch& swatch : palette.swatches)
        least = std::min(least, delta_e(swatch.color, color));
    return least;
}

double least_distance(const Palette& palette) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < palette.swatches.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            least = std::min(least, delta_e(palette.swatches[i].color, palette.swatches[j].color));
    return least;
}

double mean_squared_error(const Palette& palette, const ColorCounts& counts) {
    double error = 0;
    double weight = 0;
    for (const ColorCounts::Entry& entry : counts.entries()) {
        const double distance = distance_to_nearest(palette, entry.color);
        error += distance * distance * static_cast<double>(entry.weight);
        weight += static_cast<double>(entry.weight);
    }
    return error / weight;
}

/// What every palette promises, whatever the image.
void expect_promises(const Palette& palette, const ColorCounts& counts, int colors, Style style) {
    const auto entries = counts.entries();
    ASSERT_FALSE(palette.swatches.empty());
    ASSERT_LE(palette.swatches.size(), static_cast<std::size_t>(colors));

    std::map<Rgb, std::uint64_t> weights;
    std::uint64_t total = 0;
    for (const ColorCounts::Entry& entry : entries) {
        std::int32_t least = std::numeric_limits<std::int32_t>::max();
        Rgb nearest;
        for (const Swatch& swatch : palette.swatches) {
            const std::int32_t distance = squared_distance(to_fixed_oklab(swatch.color), to_fixed_oklab(entry.color));
            if (distance > least || (distance == least && nearest < swatch.color)) continue;
            least = distance;
            nearest = swatch.color;
        }
        weights[nearest] += entry.weight;
        total += entry.weight;
    }
    double sum = 0;
    for (const Swatch& swatch : palette.swatches) {
        EXPECT_EQ(swatch.share, static_cast<double>(weights[swatch.color]) / static_cast<double>(total));
        EXPECT_GT(swatch.share, 0);
        sum += swatch.share;
    }
    EXPECT_NEAR(sum, 1, 1e-12);

    for (std::size_t i = 1; i < palette.swatches.size(); ++i) {
        const Swatch& before = palette.swatches[i - 1];
        const Swatch& after = palette.swatches[i];
        EXPECT_TRUE(before.share > after.share || (before.share == after.share && before.color < after.color));
    }

    const double apart = style == Style::Accent ? 0.04 : 1e-9;
    EXPECT_GE(least_distance(palette), apart);
    if (palette.swatches.size() < static_cast<std::size_t>(colors)) {
        for (const ColorCounts::Entry& entry : entries)
            EXPECT_LT(distance_to_nearest(palette, entry.color), apart + 0.00004) << entry.color.packed();
    }
}

TEST(Quantize, OneColorGivesOneSwatch) {
    Image image;
    image.add({18, 52, 86});
    for (const Style style : both_styles) {
        for (const int colors : {1, 5, 32}) {
            const Palette palette = image.palette(colors, style);
            ASSERT_EQ(palette.swatches.size(), 1U);
            EXPECT_EQ(palette.swatches[0].color, (Rgb{18, 52, 86}));
            EXPECT_EQ(palette.swatches[0].share, 1.0);
            EXPECT_EQ(palette.average, (Rgb{18, 52, 86}));
        }
    }
}

TEST(Quantize, FewColorsComeBackAsTheyAre) {
    const std::vector<Rgb> colors = {{255, 0, 0}, {0, 128, 0}, {10, 20, 200}, {250, 250, 240}, {0, 0, 0}};
    Image image;
    for (std::size_t i = 0; i < colors.size(); ++i)
        image.add(colors[i], 100 - 10 * static_cast<int>(i));
    for (const Style style : both_styles) {
        for (const int asked : {5, 6, 32}) {
            const Palette palette = image.palette(asked, style);
            ASSERT_EQ(palette.swatches.size(), colors.size());
            for (std::size_t i = 0; i < colors.size(); ++i) {
                EXPECT_EQ(palette.swatches[i].color, colors[i]);
                EXPECT_DOUBLE_EQ(palette.swatches[i].share, (100.0 - 10.0 * static_cast<double>(i)) / 400.0);
            }
        }
    }
}

TEST(Quantize, TiesGoToTheSmallerColor) {
    Image image;
    for (const Rgb color : {Rgb{200, 0, 0}, Rgb{0, 200, 0}, Rgb{0, 0, 200}, Rgb{255, 255, 255}})
        image.add(color, 7);
    const Palette palette = image.palette(4, Style::Representative);
    ASSERT_EQ(palette.swatches.size(), 4U);
    EXPECT_EQ(palette.swatches[0].color, (Rgb{0, 0, 200}));
    EXPECT_EQ(palette.swatches[1].color, (Rgb{0, 200, 0}));
    EXPECT_EQ(palette.swatches[2].color, (Rgb{200, 0, 0}));
    EXPECT_EQ(palette.swatches[3].color, (Rgb{255, 255, 255}));
}

TEST(Quantize, RepresentativeTellsNeighbouringLevelsApart) {
    Image image;
    for (int level = 0; level < 5; ++level) {
        const auto byte = static_cast<std::uint8_t>(100 + level);
        image.add({byte, byte, byte}, 10 + level);
    }
    const Palette palette = image.palette(5, Style::Representative);
    ASSERT_EQ(palette.swatches.size(), 5U);
    for (int level = 0; level < 5; ++level) {
        const auto byte = static_cast<std::uint8_t>(100 + level);
        EXPECT_DOUBLE_EQ(share_of(palette, {byte, byte, byte}), (10.0 + level) / 60.0);
    }
}

TEST(Quantize, AccentJoinsWhatLooksTheSame) {
    Image image;
    image.add({100, 100, 100}, 50);
    image.add({102, 102, 102}, 50);
    image.add({200, 30, 30}, 10);
    const Palette palette = image.palette(5, Style::Accent);
    ASSERT_EQ(palette.swatches.size(), 2U);
    EXPECT_EQ(palette.swatches[0].color, (Rgb{101, 101, 101}));
    EXPECT_EQ(palette.swatches[1].color, (Rgb{200, 30, 30}));
}

TEST(Quantize, AccentKeepsTwoColorsThatAJoinWouldHide) {
    // The outer two of three greys are apart, but their middle is too near to both.
    Image image;
    image.add({100, 100, 100}, 10);
    image.add({107, 107, 107}, 30);
    image.add({114, 114, 114}, 10);
    ASSERT_GT(delta_e({100, 100, 100}, {114, 114, 114}), 0.04);
    ASSERT_LT(delta_e({100, 100, 100}, {107, 107, 107}), 0.03);
    EXPECT_EQ(image.palette(3, Style::Accent).swatches.size(), 2U);
}

TEST(Quantize, RareColorsFillThePaletteOfAFlatImage) {
    Random random(5);
    Image image;
    image.add_noisy({120, 122, 118}, 50'000, 2, random);
    const std::vector<Rgb> rare = {{255, 255, 255}, {0, 0, 0}, {200, 10, 10}, {10, 20, 190}};
    for (const Rgb color : rare)
        image.add(color);
    const Palette palette = image.palette(5, Style::Accent);
    ASSERT_EQ(palette.swatches.size(), 5U);
    for (const Rgb color : rare)
        EXPECT_GT(share_of(palette, color), 0) << color.packed();
}

TEST(Quantize, SmoothGradientsGiveAllColors) {
    Image grey;
    Image hues;
    for (int x = 0; x < 256; ++x) {
        const auto byte = static_cast<std::uint8_t>(x);
        grey.add({byte, byte, byte}, 20);
        for (int y = 0; y < 64; ++y)
            hues.add({byte, static_cast<std::uint8_t>(255 - x), static_cast<std::uint8_t>(4 * y)});
    }
    for (const Style style : both_styles) {
        for (const int colors : {1, 2, 5, 8, 16, 20}) {
            EXPECT_EQ(grey.palette(colors, style).swatches.size(), static_cast<std::size_t>(colors));
            EXPECT_EQ(hues.palette(colors, style).swatches.size(), static_cast<std::size_t>(colors));
        }
    }
    EXPECT_EQ(grey.palette(32, Style::Representative).swatches.size(), 32U);
    EXPECT_EQ(hues.palette(32, Style::Accent).swatches.size(), 32U);
}

TEST(Quantize, FindsSeparateGroups) {
    Random random(31);
    const std::vector<Rgb> groups = {{30, 60, 120}, {200, 180, 40},  {220, 60, 60},  {40, 140, 60},
                                     {90, 90, 90},  {240, 240, 245}, {150, 70, 160}, {20, 20, 25}};
    Image image;
    for (std::size_t i = 0; i < groups.size(); ++i)
        image.add_noisy(groups[i], 400 + 1500 * static_cast<int>(i), 9, random);
    const Palette palette = image.palette(8, Style::Representative);
    ASSERT_EQ(palette.swatches.size(), 8U);
    for (const Rgb group : groups)
        EXPECT_LT(distance_to_nearest(palette, group), 0.012) << group.packed();
}

TEST(Quantize, ErrorIsThatOfTheBestKnownPalette) {
    // The optima were found by 100 starts of k-means++ and polished on all colours, in floating point.
    const Image image = landscape();
    const ColorCounts counts = image.counts();
    for (const auto& [colors, optimum] :
         {std::pair{5, 0.00107262}, std::pair{8, 0.000443249}, std::pair{16, 0.000139682}}) {
        const double error = mean_squared_error(quantize(counts, colors, Style::Representative, {}), counts);
        EXPECT_LT(error, 1.03 * optimum) << colors;
        EXPECT_GT(error, 0.999 * optimum) << colors;  // less would be a mistake in measuring
    }
}

TEST(Quantize, AccentShowsTheVividSpotThatErrorAloneIgnores) {
    const Rgb spot{215, 38, 46};
    const Image image = landscape();
    const Palette accent = image.palette(6, Style::Accent);
    EXPECT_LT(distance_to_nearest(accent, spot), 0.02);
    const Palette representative = image.palette(6, Style::Representative);
    EXPECT_GT(distance_to_nearest(representative, spot), 0.15);
}

TEST(Quantize, AccentPaysNoMoreThanItsBudget) {
    // The spot costs too much with three to five colours: nothing is given up for it.
    const Rgb spot{215, 38, 46};
    const ColorCounts counts = landscape().counts();
    for (int colors = 3; colors <= 5; ++colors)
        EXPECT_GT(distance_to_nearest(quantize(counts, colors, Style::Accent, {}), spot), 0.15) << colors;
    for (int colors = 3; colors <= 8; ++colors)
        EXPECT_LT(mean_squared_error(quantize(counts, colors, Style::Accent, {}), counts),
                  1.21 * mean_squared_error(quantize(counts, colors, Style::Representative, {}), counts))
            << colors;
}

TEST(Quantize, KeepsItsPromisesOnAnyImage) {
    Random random(77);
    for (int round = 0; round < 150; ++round) {
        Image image;
        const int groups = 1 + random.below(12);
        for (int group = 0; group < groups; ++group) {
            const Rgb color = Rgb::from_packed(static_cast<std::uint32_t>(random.below(1 << 24)));
            image.add_noisy(color, 1 + random.below(1 << random.below(12)), random.below(1 << random.below(7)), random);
        }
        const ColorCounts counts = image.counts();
        const int colors = 1 + random.below(32);
        for (const Style style : both_styles) {
            SCOPED_TRACE(std::to_string(round) + (style == Style::Accent ? " accent " : " representative ") +
                         std::to_string(colors));
            const Palette palette = quantize(counts, colors, style, {});
            expect_promises(palette, counts, colors, style);
            if (style == Style::Accent) continue;
            EXPECT_EQ(palette.swatches.size(), std::min(counts.entries().size(), static_cast<std::size_t>(colors)));
        }
    }
}

TEST(Quantize, KeepsItsPromisesOnManyColors) {
    const ColorCounts counts = landscape().counts();
    for (const Style style : both_styles)
        for (const int colors : {1, 3, 8, 32})
            expect_promises(quantize(counts, colors, style, {}), counts, colors, style);
}

TEST(Quantize, AlphaWeighs) {
    const std::vector<std::uint8_t> rgba = {255, 0, 0, 255, 0, 0, 255, 51, 0, 255, 0, 0};
    ColorCounts counts;
    counts.add_rgba(rgba);
    const Palette palette = quantize(counts, 5, Style::Representative, {});
    ASSERT_EQ(palette.swatches.size(), 2U);
    EXPECT_DOUBLE_EQ(share_of(palette, {255, 0, 0}), 255.0 / 306.0);
    EXPECT_DOUBLE_EQ(share_of(palette, {0, 0, 255}), 51.0 / 306.0);
    EXPECT_TRUE(palette.has_transparency);
}

TEST(Quantize, AverageIsTakenInOklab) {
    Image image;
    image.add({0, 0, 0}, 10);
    image.add({255, 255, 255}, 10);
    EXPECT_EQ(image.palette(2, Style::Representative).average, (Rgb{99, 99, 99}));  // lightness 0.5
}

TEST(Quantize, MonochromeMeansThatNobodyWouldCallItColored) {
    Random random(12);
    Image noisy_grey;
    Image sepia;
    for (int level = 0; level < 256; ++level) {
        const auto byte = [](int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); };
        noisy_grey.add_noisy({byte(level), byte(level), byte(level)}, 40, 4, random);
        sepia.add({byte(level + 12), byte(level), byte(level - 22)}, 40);
    }
    EXPECT_TRUE(noisy_grey.palette(5, Style::Accent).monochrome);
    EXPECT_FALSE(sepia.palette(5, Style::Accent).monochrome);
    noisy_grey.add({200, 30, 30}, 40);  // 0.4 %
    EXPECT_TRUE(noisy_grey.palette(5, Style::Accent).monochrome);
    noisy_grey.add({200, 30, 30}, 60);
    EXPECT_FALSE(noisy_grey.palette(5, Style::Accent).monochrome);
}

TEST(Quantize, GreysGiveGreys) {
    const auto is_grey = [](Rgb color) { return color.red == color.green && color.green == color.blue; };
    Random random(11);
    for (int image = 0; image < 20; ++image) {
        Image greys;
        for (int i = 0; i < 4000; ++i) {
            const auto level = static_cast<std::uint8_t>(random.below(image + 200));
            greys.add({level, level, level});
        }
        for (const Style style : both_styles) {
            const Palette palette = quantize(greys.counts(), 5 + image % 12, style, {});
            EXPECT_TRUE(is_grey(palette.average));
            for (const Swatch& swatch : palette.swatches)
                EXPECT_TRUE(is_grey(swatch.color)) << swatch.color.packed();
        }
    }
}

TEST(Quantize, OrderOfPixelsDoesNotMatter) {
    Image image = landscape();
    const std::string accent = describe(image.palette(8, Style::Accent));
    const std::string representative = describe(image.palette(16, Style::Representative));
    Random random(99);
    image.shuffle(random);
    EXPECT_EQ(describe(image.palette(8, Style::Accent)), accent);
    EXPECT_EQ(describe(image.palette(16, Style::Representative)), representative);
}

TEST(Quantize, SizeDoesNotMatter) {
    // 64 copies: weights exceed what fits without giving up bits.
    const Image image = landscape();
    std::vector<std::uint8_t> bytes;
    for (const ColorCounts::Entry& entry : image.counts().entries())
        for (std::uint64_t i = 0; i < entry.weight / 255; ++i)
            bytes.insert(bytes.end(), {entry.color.red, entry.color.green, entry.color.blue});
    ColorCounts repeated;
    for (int copy = 0; copy < 64; ++copy)
        repeated.add_rgb(bytes);
    for (const Style style : both_styles)
        EXPECT_EQ(describe(quantize(repeated, 8, style, {})), describe(image.palette(8, style)));
}

TEST(Quantize, ThreadsDoNotMatter) {
    const ColorCounts counts = landscape().counts();
    const std::string expected = describe(quantize(counts, 8, Style::Accent, {}));
    std::vector<std::string> results(4);
    std::vector<std::thread> threads;
    threads.reserve(results.size());
    for (std::string& result : results)
        threads.emplace_back([&] { result = describe(quantize(counts, 8, Style::Accent, {})); });
    for (std::thread& thread : threads)
        thread.join();
    for (const std::string& result : results)
        EXPECT_EQ(result, expected);
}

TEST(Quantize, CompilersAndCpusAgree) {
    // Change these together with quantizer_version, and only then.
    EXPECT_EQ(quantizer_version, 3);
    const ColorCounts counts = landscape().counts();
    EXPECT_EQ(describe(quantize(counts, 6, Style::Accent, {})),
              "83b5d7 0.22921875, 6799e5 0.22911458333333334, 6a8c39 0.2163599537037037, "
              "4a6d2a 0.2050925925925926, 787687 0.11527777777777778, d7262e 0.0049363425925925929, average 6a918f");
    EXPECT_EQ(describe(quantize(counts, 6, Style::Representative, {})),
              "83b5d7 0.22921875, 6799e5 0.22911458333333334, 5b7e32 0.15099537037037036, "
              "456828 0.13899305555555555, 70933c 0.13146412037037036, 7d7484 0.12021412037037037, average 6a918f");
    // All numbers of colours and both styles in one number (FNV-1a).
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const Style style : both_styles)
        for (int colors = 1; colors <= 32; ++colors)
            for (const char letter : describe(quantize(counts, colors, style, {})))
                hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3;
    EXPECT_EQ(hash, 0x3F230FAD74927541);
}

TEST(Quantize, EndsEarlyWhenAsked) {
    const std::atomic<bool> requested = true;
    const core::StopToken stop(&requested, core::StopToken::Clock::time_point::max());
    const Palette palette = quantize(landscape().counts(), 8, Style::Accent, stop);
    EXPECT_FALSE(palette.swatches.empty());
}

}  // namespace
}  // namespace photolibrary::palette
