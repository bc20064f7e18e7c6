#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "palette/sharpener.hpp"

namespace photolibrary::palette {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Image {
    std::size_t width;
    std::size_t height;
    Bytes pixels;

    std::uint8_t& at(std::size_t x, std::size_t y, std::size_t channel) {
        return pixels[(y * width + x) * 3 + channel];
    }
    std::uint8_t at(std::size_t x, std::size_t y, std::size_t channel) const {
        return pixels[(y * width + x) * 3 + channel];
    }
};

/// Numbers that are the same everywhere, 0 to 255.
Image noise(std::size_t width, std::size_t height, std::uint32_t seed) {
    Image image{width, height, Bytes(width * height * 3)};
    for (std::uint8_t& byte : image.pixels) {
        seed = seed * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(seed >> 24);
    }
    return image;
}

Image flat(std::size_t width, std::size_t height, std::uint8_t value) {
    return {width, height, Bytes(width * height * 3, value)};
}

Image sharpen(const Image& image, std::uint8_t scale_eighths = 1) {
    Sharpener sharpener(image.width, scale_eighths);
    Image result{image.width, image.height, {}};
    const auto keep = [&result](std::span<const std::uint8_t> row) {
        result.pixels.insert(result.pixels.end(), row.begin(), row.end());
    };
    for (std::size_t y = 0; y < image.height; ++y)
        keep(sharpener.add(std::span(image.pixels).subspan(y * image.width * 3, image.width * 3)));
    keep(sharpener.finish());
    EXPECT_TRUE(sharpener.finish().empty());
    return result;
}

void expect_moved(const Image& image, const Image& sharp, double part) {
    ASSERT_EQ(sharp.pixels.size(), image.pixels.size());
    for (std::size_t y = 0; y < image.height; ++y) {
        for (std::size_t x = 0; x < image.width; ++x) {
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const int own = image.at(x, y, channel);
                const int neighbours =
                    image.at(x == 0 ? 0 : x - 1, y, channel) + image.at(std::min(x + 1, image.width - 1), y, channel) +
                    image.at(x, y == 0 ? 0 : y - 1, channel) + image.at(x, std::min(y + 1, image.height - 1), channel);
                const double moved = own + (own - neighbours / 4.0) * part;
                EXPECT_NEAR(sharp.at(x, y, channel), std::clamp(moved, 0.0, 255.0), 0.5);
            }
        }
    }
}

TEST(Sharpener, MovesEachPixelByAPartOfItsDifferenceToItsNeighbours) {
    const Image image = noise(37, 11, 5);
    expect_moved(image, sharpen(image, 1), 0.5);
    expect_moved(image, sharpen(image, 2), 0.375);
    expect_moved(image, sharpen(image, 4), 0.25);
}

TEST(Sharpener, LeavesWhatIsFlatAlone) {
    for (const int value : {0, 1, 127, 254, 255}) {
        const Image image = flat(9, 4, static_cast<std::uint8_t>(value));
        EXPECT_EQ(sharpen(image).pixels, image.pixels);
    }
    // Two areas: only the pixels along their border change, and they do not leave the range.
    Image areas = flat(8, 3, 0);
    for (std::size_t y = 0; y < areas.height; ++y)
        for (std::size_t x = 4; x < areas.width; ++x)
            for (std::size_t channel = 0; channel < 3; ++channel)
                areas.at(x, y, channel) = 255;
    EXPECT_EQ(sharpen(areas).pixels, areas.pixels);
}

TEST(Sharpener, KeepsTheMean) {
    // Grey noise that never meets the ends of the range.
    Image image = noise(64, 64, 9);
    std::uint64_t before = 0;
    for (std::uint8_t& byte : image.pixels) {
        byte = static_cast<std::uint8_t>(96 + byte / 4);
        before += byte;
    }
    std::uint64_t after = 0;
    for (const std::uint8_t byte : sharpen(image).pixels)
        after += byte;
    const auto pixels = static_cast<double>(image.pixels.size());
    EXPECT_NEAR(static_cast<double>(after) / pixels, static_cast<double>(before) / pixels, 0.15);
}

TEST(Sharpener, TurningAndMirroringDoNotMatter) {
    const Image image = noise(21, 13, 77);
    Image turned{image.height, image.width, Bytes(image.pixels.size())};
    Image mirrored = image;
    const auto copy_into = [](const Image& from, Image& turned_to, Image& mirrored_to) {
        for (std::size_t y = 0; y < from.height; ++y)
            for (std::size_t x = 0; x < from.width; ++x)
                for (std::size_t channel = 0; channel < 3; ++channel) {
                    turned_to.at(from.height - 1 - y, x, channel) = from.at(x, y, channel);
                    mirrored_to.at(from.width - 1 - x, y, channel) = from.at(x, y, channel);
                }
    };
    copy_into(image, turned, mirrored);
    Image expected_turned = turned;
    Image expected_mirrored = mirrored;
    copy_into(sharpen(image), expected_turned, expected_mirrored);
    EXPECT_EQ(sharpen(turned).pixels, expected_turned.pixels);
    EXPECT_EQ(sharpen(mirrored).pixels, expected_mirrored.pixels);
}

TEST(Sharpener, TakesImagesOfAnySize) {
    for (std::size_t width = 1; width <= 18; ++width)
        for (std::size_t height = 1; height <= 3; ++height)
            EXPECT_EQ(sharpen(noise(width, height, 3)).pixels.size(), width * height * 3);
    Sharpener none(5, 1);
    EXPECT_TRUE(none.finish().empty());
}

}  // namespace
}  // namespace photolibrary::palette
