#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/analyse.hpp"
#include "engine/image_fixtures.hpp"
#include "palette/color_counts.hpp"
#include "palette/quantize.hpp"
#include "palette/sharpener.hpp"

namespace photolibrary {
namespace {

class KeepingSink final : public image::PixelSink {
  public:
    void begin_reduced(std::size_t width, std::uint8_t scale_eighths) override {
        EXPECT_EQ(this->width, 0U) << "said once";
        EXPECT_TRUE(pixels.empty()) << "said before the first row";
        this->width = width;
        this->scale_eighths = scale_eighths;
    }
    void rgb(std::span<const std::uint8_t> rows) override {
        EXPECT_TRUE(width == 0 || rows.size() % (3 * width) == 0) << "whole rows";
        pixels.insert(pixels.end(), rows.begin(), rows.end());
    }
    void rgba(std::span<const std::uint8_t>) override { ADD_FAILURE() << "reduced images are opaque"; }

    std::vector<std::uint8_t> pixels;
    std::size_t width = 0;
    std::uint8_t scale_eighths = 8;
};

std::vector<std::uint8_t> sharpened(const KeepingSink& sink) {
    palette::Sharpener sharpener(sink.width, sink.scale_eighths);
    std::vector<std::uint8_t> pixels;
    const auto keep = [&pixels](std::span<const std::uint8_t> row) {
        pixels.insert(pixels.end(), row.begin(), row.end());
    };
    for (std::size_t i = 0; i < sink.pixels.size(); i += 3 * sink.width)
        keep(sharpener.add(std::span(sink.pixels).subspan(i, 3 * sink.width)));
    keep(sharpener.finish());
    return pixels;
}

palette::ColorCounts counted(const KeepingSink& sink) {
    palette::ColorCounts counts;
    counts.add_rgb(sink.pixels);
    return counts;
}

std::string describe(const palette::Palette& palette) {
    std::string text;
    for (const palette::Swatch& swatch : palette.swatches)
        text += std::to_string(swatch.color.packed()) + ' ' + std::to_string(swatch.share) + ' ';
    return text;
}

TEST(ReducedImages, AreSharpenedBeforeTheyAreCounted) {
    for (const std::string name : {"baseline.jpg", "progressive.jpg", "p3.jpg", "cmyk.jpg"}) {
        SCOPED_TRACE(name);
        const core::Blob blob = image::testing::blob_of(image::testing::fixture_bytes(name));
        analysis::Options options;
        options.style = palette::Style::Representative;
        image::Header header = image::probe(blob, options.limits).value();
        KeepingSink sink;
        const image::DecodeReport report = image::decode(blob, header, options.limits, {}, sink).value();
        ASSERT_LT(report.scale_eighths, 8);
        ASSERT_EQ(sink.scale_eighths, report.scale_eighths);
        ASSERT_EQ(sink.width, (header.width * report.scale_eighths + 7) / 8);
        ASSERT_EQ(sink.pixels.size(), sink.width * 3 * ((header.height * report.scale_eighths + 7) / 8));

        const std::string analysed = describe(analysis::analyse(blob, options, {}).value().palette);
        const auto quantized = [&](const std::vector<std::uint8_t>& pixels) {
            return describe(palette::quantize_lossy(pixels, options.colors, options.style, {}));
        };
        EXPECT_EQ(analysed, quantized(sharpened(sink)));
        EXPECT_NE(analysed, quantized(sink.pixels));
    }
}

TEST(ReducedImages, AreTheOnlyOnesThatAreSharpened) {
    for (const std::string name : {"tiny.jpg", "photo.png", "lossy.webp"}) {
        SCOPED_TRACE(name);
        const core::Blob blob = image::testing::blob_of(image::testing::fixture_bytes(name));
        image::Header header = image::probe(blob, {}).value();
        KeepingSink sink;
        ASSERT_EQ(image::decode(blob, header, {}, {}, sink).value().scale_eighths, 8);
        EXPECT_EQ(sink.width, 0U);
        const analysis::Options options;
        EXPECT_EQ(describe(analysis::analyse(blob, options, {}).value().palette),
                  describe(header.format == image::Format::Jpeg
                               ? palette::quantize_lossy(sink.pixels, options.colors, options.style, {})
                               : palette::quantize(counted(sink), options.colors, options.style, {})));
    }
}

}  // namespace
}  // namespace photolibrary
