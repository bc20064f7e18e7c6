#include "image/formats.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "image/vips/vips_formats.hpp"
#include "image_fixtures.hpp"

namespace photolibrary::image {
namespace {

using testing::decode_file;
using testing::Decoded;

/// Images of all decoders.
constexpr std::pair<Format, const char*> images[] = {
    {Format::Jpeg, "baseline.jpg"}, {Format::Jpeg, "tiny.jpg"},    {Format::Jpeg, "cmyk.jpg"},
    {Format::Png, "photo.png"},     {Format::Gif, "animated.gif"}, {Format::Webp, "lossy.webp"},
    {Format::Heif, "photo.heic"},   {Format::Avif, "photo.avif"},  {Format::Tiff, "photo.tif"},
    {Format::JpegXl, "photo.jxl"},
};

TEST(Formats, HaveARowEach) {
    for (const FormatRow& row : formats()) {
        EXPECT_EQ(&row_of(row.format), &row);
        EXPECT_EQ(to_string(row.format), row.name);
        EXPECT_TRUE(row.read_header != nullptr || row.complete_header != nullptr)
            << row.name << ": nobody knows its size";
    }
}

TEST(Formats, AreRecognizedByOneRowOnly) {
    for (const auto& [format, name] : images) {
        const std::string bytes = testing::fixture_bytes(name).substr(0, sniffed_bytes);
        for (const FormatRow& row : formats()) {
            EXPECT_EQ(row.recognizes(std::as_bytes(std::span(bytes))), row.format == format)
                << name << " and " << row.name;
        }
    }
}

TEST(Formats, SayWhoKnowsTheSize) {
    for (const auto& [format, name] : images) {
        const auto header = testing::probe_bytes(testing::fixture_bytes(name));
        ASSERT_TRUE(header.ok()) << name;
        EXPECT_EQ(header.value().width != 0, row_of(format).header_knows_size()) << name;
    }
}

TEST(Formats, NameTheirDecoders) {
    for (const auto& [format, name] : images) {
        const Decoded decoded = decode_file(name);
        ASSERT_FALSE(decoded.failure) << name << ": " << decoded.message();
        const auto decoder = to_string(decoded.report->decoder);
        EXPECT_NE(row_of(format).decoders.find(decoder), std::string_view::npos) << name << ": " << decoder;
        if (decoded.report->decoder == Decoder::Libvips) {
            EXPECT_EQ(vips_format(format).format, format);
        }
    }
}

TEST(Formats, TellPhpinfoWhatDecodesThem) {
    const std::string list = "; " + decoders_of_formats() + ';';
    EXPECT_TRUE(list.starts_with("; JPEG: photolibrary, libjpeg-turbo (CMYK: libvips); PNG: zlib; ")) << list;
    for (const FormatRow& row : formats()) {
        const std::string entry = "; " + std::string(row.name) + ": " + std::string(row.decoders) + ';';
        EXPECT_NE(list.find(entry), std::string::npos) << entry;
    }
}

}  // namespace
}  // namespace photolibrary::image
