#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <cmath>
#include <functional>

#include "engine/image_fixtures.hpp"
#include "image/png/png_decoder.hpp"
#include "image/png/png_rows.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_literals;
using testing::blob_of;
using testing::decode_blob;
using testing::decode_file;
using testing::Decoded;
using testing::expect_mean;
using testing::fixture_bytes;

std::string be32(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
            static_cast<char>(value)};
}

std::string chunk(const std::string& type, const std::string& data) {
    const std::string body = type + data;
    const auto* bytes = reinterpret_cast<const Bytef*>(body.data());
    return be32(static_cast<std::uint32_t>(data.size())) + body +
           be32(static_cast<std::uint32_t>(crc32(0, bytes, static_cast<uInt>(body.size()))));
}

std::string deflated(const std::string& data) {
    uLongf size = compressBound(data.size());
    std::string out(size, '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()), data.size());
    out.resize(size);
    return out;
}

struct Png {
    std::uint32_t width, height;
    char depth, color_type;
    bool interlaced = false;
    std::string extra = {};  ///< chunks before the pixels

    /// rows: filter bytes and stored samples. An IDAT chunk holds at most chunk_bytes.
    std::string with(const std::string& rows, std::size_t chunk_bytes = SIZE_MAX) const {
        std::string png =
            "\x89PNG\r\n\x1A\n" +
            chunk("IHDR", be32(width) + be32(height) + depth + color_type + "\0\0"s + (interlaced ? "\1"s : "\0"s)) +
            extra;
        const std::string data = deflated(rows);
        for (std::size_t at = 0; at < data.size(); at += std::min(chunk_bytes, data.size())) {
            png += chunk("IDAT", data.substr(at, chunk_bytes));
        }
        return png + chunk("IEND", "");
    }
};

/// Keeps every pixel.
class KeepingSink final : public PixelSink {
  public:
    void rgb(std::span<const std::uint8_t> pixels) override { append(pixels, 3); }
    void rgba(std::span<const std::uint8_t> pixels) override { append(pixels, 4); }

    std::vector<std::array<int, 4>> pixels;

  private:
    void append(std::span<const std::uint8_t> values, std::size_t channels) {
        for (std::size_t i = 0; i < values.size(); i += channels) {
            pixels.push_back({values[i], values[i + 1], values[i + 2], channels == 4 ? values[i + 3] : 255});
        }
    }
};

std::vector<std::array<int, 4>> pixels_of(const std::string& png) {
    const core::Blob blob = blob_of(png);
    auto header = probe(blob, {});
    EXPECT_TRUE(header.ok()) << header.failure().message;
    KeepingSink sink;
    const auto report = decode_png({blob, header.value(), {}, {}, sink});
    EXPECT_TRUE(report.ok()) << report.failure().message;
    return sink.pixels;
}

using Pixels = std::vector<std::array<int, 4>>;

TEST(Png, UndoesEveryFilter) {
    // By hand: five rows of two RGB pixels, each by another filter.
    const std::string rows =
        "\0\x0A\x14\x1E\x28\x32\x3C"s   // none:    10 20 30 | 40 50 60
        "\1\x01\x02\x03\x04\x05\x06"s   // sub:      1  2  3 |  5  7  9
        "\2\x01\x01\x01\x02\x02\x02"s   // up:       2  3  4 |  7  9 11
        "\3\x01\x01\x01\x01\x01\x01"s   // average:  2  2  3 |  5  6  8
        "\4\x01\x01\x01\xFF\xFF\xFF"s;  // Paeth:    3  3  4 |  5  6  8 minus 1 with the nearest neighbour
    const Pixels expected = {{10, 20, 30, 255}, {40, 50, 60, 255}, {1, 2, 3, 255}, {5, 7, 9, 255}, {2, 3, 4, 255},
                             {7, 9, 11, 255},   {2, 2, 3, 255},    {5, 6, 8, 255}, {3, 3, 4, 255}, {4, 5, 7, 255}};
    EXPECT_EQ(pixels_of(Png{2, 5, 8, 2}.with(rows)), expected);
}

TEST(Png, ExpandsEveryKindOfSample) {
    const std::string palette = chunk("PLTE", "\x0A\x14\x1E\x28\x32\x3C"s);
    EXPECT_EQ(pixels_of(Png{3, 1, 1, 0}.with("\0\xA0"s)),
              (Pixels{{255, 255, 255, 255}, {0, 0, 0, 255}, {255, 255, 255, 255}}));
    EXPECT_EQ(pixels_of(Png{3, 1, 2, 0}.with("\0\x6C"s)),
              (Pixels{{85, 85, 85, 255}, {170, 170, 170, 255}, {255, 255, 255, 255}}));
    EXPECT_EQ(pixels_of(Png{3, 1, 4, 0}.with("\0\x1F\x80"s)),
              (Pixels{{17, 17, 17, 255}, {255, 255, 255, 255}, {136, 136, 136, 255}}));
    EXPECT_EQ(pixels_of(Png{1, 1, 16, 0}.with("\0\x80\x80"s)), (Pixels{{128, 128, 128, 255}}));
    EXPECT_EQ(pixels_of(Png{1, 1, 16, 0}.with("\0\x80\xFF"s)), (Pixels{{128, 128, 128, 255}}))
        << "33023 / 257 = 128.49";
    EXPECT_EQ(pixels_of(Png{1, 1, 16, 0}.with("\0\x81\x02"s)), (Pixels{{129, 129, 129, 255}}))
        << "33026 / 257 = 128.51";
    EXPECT_EQ(pixels_of(Png{1, 1, 8, 4}.with("\0\x0A\x80"s)), (Pixels{{10, 10, 10, 128}}));
    EXPECT_EQ(pixels_of(Png{1, 1, 8, 6}.with("\0\x0A\x14\x1E\x80"s)), (Pixels{{10, 20, 30, 128}}));
    EXPECT_EQ(pixels_of(Png{1, 1, 16, 6}.with("\0\x0A\x0A\x14\x14\x1E\x1E\x80\x80"s)), (Pixels{{10, 20, 30, 128}}));
    EXPECT_EQ(pixels_of(Png{2, 1, 8, 3, false, palette}.with("\0\0\1"s)),
              (Pixels{{10, 20, 30, 255}, {40, 50, 60, 255}}));
    EXPECT_EQ(pixels_of(Png{2, 1, 2, 3, false, palette}.with("\0\x10"s)),
              (Pixels{{10, 20, 30, 255}, {40, 50, 60, 255}}));
}

TEST(Png, KnowsTransparentColors) {
    const std::string palette = chunk("PLTE", "\x0A\x14\x1E\x28\x32\x3C"s);
    EXPECT_EQ(pixels_of(Png{2, 1, 8, 3, false, palette + chunk("tRNS", "\x07"s)}.with("\0\0\1"s)),
              (Pixels{{10, 20, 30, 7}, {40, 50, 60, 255}}));
    EXPECT_EQ(pixels_of(Png{2, 1, 8, 0, false, chunk("tRNS", "\0\x05"s)}.with("\0\5\6"s)),
              (Pixels{{5, 5, 5, 0}, {6, 6, 6, 255}}));
    EXPECT_EQ(pixels_of(Png{2, 1, 2, 0, false, chunk("tRNS", "\0\1"s)}.with("\0\x60"s)),
              (Pixels{{85, 85, 85, 0}, {170, 170, 170, 255}}));
    EXPECT_EQ(pixels_of(Png{2, 1, 8, 2, false, chunk("tRNS", "\0\1\0\2\0\3"s)}.with("\0\1\2\3\1\2\4"s)),
              (Pixels{{1, 2, 3, 0}, {1, 2, 4, 255}}));
    // All 16 bits count, although 8 are kept.
    EXPECT_EQ(pixels_of(Png{2, 1, 16, 0, false, chunk("tRNS", "\x0A\x0A"s)}.with("\0\x0A\x0A\x0A\x0B"s)),
              (Pixels{{10, 10, 10, 0}, {10, 10, 10, 255}}));
}

TEST(Png, APaletteIndexWithoutEntryIsBlack) {
    const std::string palette = chunk("PLTE", "\x0A\x14\x1E"s);
    EXPECT_EQ(pixels_of(Png{2, 1, 8, 3, false, palette}.with("\0\0\xFF"s)),
              (Pixels{{10, 20, 30, 255}, {0, 0, 0, 255}}));
    EXPECT_EQ(decode_blob(blob_of(Png{2, 1, 8, 3}.with("\0\0\xFF"s))).reason(), "corrupt") << "no palette at all";
}

TEST(Png, DeinterlacedSizesOfAllPassesAddUp) {
    // Adam7 with every width and height around its step of 8: each pixel once.
    for (std::uint32_t width = 1; width <= 10; ++width) {
        for (std::uint32_t height = 1; height <= 10; ++height) {
            constexpr std::uint32_t passes[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                                    {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
            std::string rows;
            for (const auto& [x, y, x_step, y_step] : passes) {
                for (std::uint32_t row = y; row < height && x < width; row += y_step) {
                    rows += '\0';
                    for (std::uint32_t column = x; column < width; column += x_step) {
                        rows += static_cast<char>(row * 16 + column);
                    }
                }
            }
            Pixels pixels = pixels_of(Png{width, height, 8, 0, true}.with(rows));
            std::sort(pixels.begin(), pixels.end());
            Pixels expected;
            for (int row = 0; row < static_cast<int>(height); ++row) {
                for (int column = 0; column < static_cast<int>(width); ++column) {
                    const int level = row * 16 + column;
                    expected.push_back({level, level, level, 255});
                }
            }
            EXPECT_EQ(pixels, expected) << width << " x " << height;
        }
    }
}

TEST(Png, ReadsFiles) {
    const std::array<double, 3> small = {118.9, 126.1, 131.5};
    for (const char* name : {"interlaced.png", "alpha.png", "p3.png"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, small, 0.1, name);
        ASSERT_TRUE(decoded.report) << name;
        EXPECT_EQ(decoded.report->decoder, Decoder::Zlib) << name;
        EXPECT_EQ(decoded.report->method, Method::Full) << name;
        EXPECT_EQ(decoded.sink.pixels(), 400U * 300U) << name;
    }
    EXPECT_EQ(decode_file("alpha.png").sink.alpha(), 128.0);
    const std::pair<const char*, std::array<double, 4>> exact[] = {
        {"one_pixel.png", {100, 150, 200, 255}},   {"16bit.png", {100, 150, 200, 255}},
        {"16bit_alpha.png", {100, 150, 200, 128}}, {"grey_alpha.png", {100, 100, 100, 128}},
        {"1bit.png", {127.5, 127.5, 127.5, 255}},  {"transparent.png", {100, 150, 200, 0}},
        {"palette.png", {177.5, 75, 100, 255}},    {"palette_alpha.png", {177.5, 75, 100, 159.5}},
    };
    for (const auto& [name, mean] : exact) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, {mean[0], mean[1], mean[2]}, 0.0, name);
        EXPECT_EQ(decoded.sink.alpha(), mean[3]) << name;
    }
}

TEST(Png, TakesItsOrientationFromBeforeOrBehindThePixels) {
    const auto orientation = [](const std::string& png) { return probe(blob_of(png), {}).value().orientation; };
    const auto exif = [](char value) {
        return chunk("eXIf", "MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0"s + value + "\0\0\0\0\0\0"s);
    };
    const auto behind = [](std::string png, const std::string& chunks) {
        return png.insert(png.size() - chunk("IEND", "").size(), chunks);
    };
    const std::string rows(100 * 100 + 100, '\0'), text = chunk("tEXt", "Comment\0none"s);
    const std::string plain = Png{100, 100, 8, 0}.with(rows);
    EXPECT_EQ(orientation(plain), 1);
    for (const std::size_t chunk_bytes : {1U, 2U, 3U, 4U, 5U, 7U, 20U, 1000U}) {
        const std::string png = Png{100, 100, 8, 0}.with(rows, chunk_bytes);
        EXPECT_EQ(orientation(behind(png, exif(6))), 6);
        EXPECT_EQ(orientation(behind(png, text + exif(8) + text)), 8);
        EXPECT_EQ(orientation(png + exif(6)), 1) << "behind the end";
    }
    const std::string both = behind(Png{100, 100, 8, 0, false, exif(3)}.with(rows), exif(6));
    EXPECT_EQ(orientation(both), 3) << "there is one only: the first";
    const std::string png = behind(plain, text + exif(6));
    for (std::size_t length = png.find("IDAT") + 4; length < png.find("eXIf") + 4; ++length)
        EXPECT_EQ(orientation(png.substr(0, length)), 1) << length;
}

// ---- what the samples mean

std::string gamma_chunk(unsigned times_100000) {
    return chunk("gAMA", be32(times_100000));
}

/// White, red, green and blue.
std::string chromaticity_chunk(const std::array<std::uint32_t, 8>& values) {
    std::string data;
    for (const std::uint32_t value : values)
        data += be32(value);
    return chunk("cHRM", data);
}

/// The primaries of Display P3.
std::string p3_chunk() {
    return chromaticity_chunk({31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000});
}

std::string cicp_chunk(unsigned primaries, unsigned transfer, unsigned matrix = 0, unsigned full_range = 1) {
    return chunk("cICP", {static_cast<char>(primaries), static_cast<char>(transfer), static_cast<char>(matrix),
                          static_cast<char>(full_range)});
}

double srgb_level(double light) {
    light = std::clamp(light, 0.0, 1.0);
    return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055);
}

double srgb_light(double sample) {
    return sample <= 0.04045 ? sample / 12.92 : std::pow((sample + 0.055) / 1.055, 2.4);
}

using Curve = std::function<double(double)>;

/// Linear light of Display P3 in sRGB, by the published primaries.
std::array<double, 3> from_p3(const std::array<double, 3>& light) {
    return {1.2249401763 * light[0] - 0.2249401763 * light[1], -0.0420569547 * light[0] + 1.0420569547 * light[1],
            -0.0196375546 * light[0] - 0.0786360456 * light[1] + 1.0982736002 * light[2]};
}

/// Expects what the colours of a PNG of one RGB row become.
void expect_colors(const std::string& chunks, const Curve& light, bool is_p3, const char* what) {
    constexpr std::array<std::array<int, 3>, 5> colors = {
        {{200, 100, 50}, {30, 120, 220}, {128, 128, 128}, {12, 8, 4}, {255, 255, 255}}};
    std::string row(1, '\0'), wide_row(1, '\0');
    for (const auto& color : colors) {
        for (const int sample : color) {
            row += static_cast<char>(sample);
            wide_row += {static_cast<char>(sample), static_cast<char>(sample)};
        }
    }
    const Pixels narrow = pixels_of(Png{5, 1, 8, 2, false, chunks}.with(row));
    const Pixels wide = pixels_of(Png{5, 1, 16, 2, false, chunks}.with(wide_row));
    for (std::size_t i = 0; i < colors.size(); ++i) {
        std::array<double, 3> expected = {light(colors[i][0] / 255.0), light(colors[i][1] / 255.0),
                                          light(colors[i][2] / 255.0)};
        if (is_p3) expected = from_p3(expected);
        for (std::size_t channel = 0; channel < 3; ++channel) {
            EXPECT_NEAR(narrow[i][channel], srgb_level(expected[channel]), 0.8) << what << ' ' << i << ' ' << channel;
            EXPECT_NEAR(wide[i][channel], srgb_level(expected[channel]), 0.8)
                << what << " (16) " << i << ' ' << channel;
        }
    }
}

TEST(PngColors, AreWhatItsChunksSay) {
    const Curve gamma22 = [](double sample) { return std::pow(sample, 1 / 0.45455); };
    const Curve gamma18 = [](double sample) { return std::pow(sample, 1 / 0.55556); };
    const Curve linear = [](double sample) { return sample; };
    expect_colors("", srgb_light, false, "nothing");
    expect_colors(gamma_chunk(55556), gamma18, false, "gAMA");
    expect_colors(gamma_chunk(100000), linear, false, "linear");
    expect_colors(p3_chunk(), srgb_light, true, "cHRM");
    expect_colors(gamma_chunk(45455) + p3_chunk(), gamma22, true, "gAMA and cHRM");
    expect_colors(p3_chunk() + gamma_chunk(100000), linear, true, "cHRM, linear");
    expect_colors(cicp_chunk(12, 13), srgb_light, true, "cICP");
    expect_colors(cicp_chunk(1, 8), linear, false, "cICP, linear");
}

TEST(PngColors, AreSrgbByTheGammaThatStandsForIt) {
    const std::string srgb = chromaticity_chunk({31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000});
    const std::string rounded = chromaticity_chunk({31269, 32899, 63999, 33001, 30000, 60000, 15000, 5999});
    for (const unsigned gamma : {45450U, 45454U, 45455U, 45460U}) {
        for (const std::string& primaries : {std::string(), srgb, rounded}) {
            const auto header =
                probe(blob_of(Png{1, 1, 8, 2, false, gamma_chunk(gamma) + primaries}.with("\0\1\2\3"s)), {});
            EXPECT_FALSE(header.value().encoding) << gamma;
        }
    }
    for (const std::string& chunks : {gamma_chunk(45440), gamma_chunk(45470), gamma_chunk(45455) + p3_chunk()}) {
        EXPECT_TRUE(probe(blob_of(Png{1, 1, 8, 2, false, chunks}.with("\0\1\2\3"s)), {}).value().encoding);
    }
}

TEST(PngColors, OneChunkHasTheLastWord) {
    const std::string profile_png = fixture_bytes("wide_gamut.png");
    const std::size_t start = profile_png.find("iCCP") - 4;
    const std::string profile = profile_png.substr(start, profile_png.find("IDAT") - 4 - start);
    const auto header_of = [](const std::string& chunks) {
        return probe(blob_of(Png{1, 1, 8, 2, false, chunks}.with("\0\1\2\3"s)), {}).value();
    };
    const std::string srgb = chunk("sRGB", "\0"s);
    const std::string old = gamma_chunk(45455) + p3_chunk();
    EXPECT_TRUE(header_of(old).encoding);
    EXPECT_FALSE(header_of(old + srgb).encoding);
    EXPECT_FALSE(header_of(srgb + old).encoding);
    EXPECT_FALSE(header_of(old + srgb + profile).encoding);
    EXPECT_FALSE(header_of(old + srgb + profile).profile.empty());
    const Header all = header_of(old + srgb + profile + cicp_chunk(9, 16));
    EXPECT_TRUE(all.profile.empty());
    EXPECT_EQ(all.encoding, encoding_of_code_points(9, 16));
    EXPECT_FALSE(header_of(profile + cicp_chunk(3, 16)).profile.empty()) << "a number that is reserved";
    EXPECT_FALSE(header_of(profile + cicp_chunk(9, 16, 9)).profile.empty()) << "a matrix, in a PNG";
    const std::string damaged = chunk("iCCP", "name\0\0garbage"s);
    EXPECT_TRUE(header_of(old + damaged).encoding);
}

TEST(PngColors, ChunksThatSayNothingSensibleAreNone) {
    std::string no_white = p3_chunk();
    std::fill(no_white.begin() + 8, no_white.begin() + 16, '\0');
    std::string flat;
    for (int i = 0; i < 8; ++i)
        flat += be32(33333);
    for (const std::string& chunks :
         {gamma_chunk(0), gamma_chunk(0xFFFFFFFF), chunk("gAMA", "\0"s), chunk("cHRM", ""), chunk("cICP", "\1"s),
          no_white, chunk("cHRM", flat), chunk("cHRM", std::string(32, '\xFF')), cicp_chunk(255, 255)}) {
        expect_colors(chunks, srgb_light, false, "nothing sensible");
    }
}

TEST(PngColors, ApplyToGreyAndSpareAlpha) {
    const std::string linear = gamma_chunk(100000);
    const int level = static_cast<int>(std::lround(srgb_level(55 / 255.0)));
    EXPECT_EQ(pixels_of(Png{1, 1, 8, 0, false, linear}.with("\0\x37"s)), (Pixels{{level, level, level, 255}}));
    EXPECT_EQ(pixels_of(Png{1, 1, 8, 4, false, linear}.with("\0\x37\x80"s)), (Pixels{{level, level, level, 128}}));
    EXPECT_EQ(pixels_of(Png{1, 1, 16, 4, false, linear}.with("\0\x37\x37\x80\x80"s)),
              (Pixels{{level, level, level, 128}}));
    EXPECT_EQ(pixels_of(Png{1, 1, 16, 6, false, linear}.with("\0\x37\x37\x37\x37\x37\x37\x80\x80"s)),
              (Pixels{{level, level, level, 128}}));
    const std::string transparent = chunk("tRNS", "\x37\x37"s);
    EXPECT_EQ(pixels_of(Png{2, 1, 16, 0, false, linear + transparent}.with("\0\x37\x37\x37\x38"s)),
              (Pixels{{level, level, level, 0}, {level, level, level, 255}}));
}

TEST(PngColors, OfDarkLinearLightKeepTheirSteps) {
    // 64 of 65535 is level 3.2 of sRGB: of 8 bits nothing would be left.
    const Pixels pixels = pixels_of(Png{3, 1, 16, 0, false, gamma_chunk(100000)}.with("\0\0\x40\0\x80\1\0"s));
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(pixels[i][0], srgb_level((64 << i) / 65535.0), 0.7) << i;
}

TEST(PngColors, KnowTheRangeOfVideo) {
    const Pixels pixels = pixels_of(Png{4, 1, 8, 0, false, cicp_chunk(1, 13, 0, 0)}.with("\0\x10\x7E\xEB\xFF"s));
    EXPECT_EQ(pixels, (Pixels{{0, 0, 0, 255}, {128, 128, 128, 255}, {255, 255, 255, 255}, {255, 255, 255, 255}}));
    EXPECT_EQ(pixels_of(Png{2, 1, 16, 0, false, cicp_chunk(1, 13, 0, 0)}.with("\0\x10\0\xEB\0"s)),
              (Pixels{{0, 0, 0, 255}, {255, 255, 255, 255}}));
}

TEST(Png, ChunksMayHaveAnyLength) {
    const std::string rows = "\0\1\2\3\4\5\6\0\6\5\4\3\2\1"s;
    const Pixels expected = pixels_of(Png{2, 2, 8, 2}.with(rows));
    for (const std::size_t bytes : {1, 2, 3, 7})
        EXPECT_EQ(pixels_of(Png{2, 2, 8, 2}.with(rows, bytes)), expected);
}

TEST(Png, MissingPixelsAreCorrupt) {
    const Decoded truncated = decode_file("truncated.png");
    EXPECT_EQ(truncated.reason(), "corrupt");
    EXPECT_EQ(truncated.message().substr(0, 14), "it ends after ") << truncated.message();
    EXPECT_EQ(decode_blob(blob_of(Png{2, 2, 8, 2}.with("\0\1\2\3\4\5\6"s))).message(),
              "it ends after 50 % of its pixels");
    const std::string png = fixture_bytes("grey.png");
    // The last bytes are the end of the stream's checksum, the chunk's checksum and IEND.
    for (std::size_t length = 100; length < png.size() - 24; length += 1013) {
        EXPECT_EQ(decode_blob(blob_of(png.substr(0, length))).reason(), "corrupt") << length;
    }
}

TEST(Png, AFileWithAllItsPixelsMayEndWithoutATrailer) {
    const std::string png = Png{2, 2, 8, 2}.with("\0\1\2\3\4\5\6\0\6\5\4\3\2\1"s);
    for (std::size_t cut = 1; cut <= 16 + 4; ++cut) {
        EXPECT_EQ(decode_blob(blob_of(png.substr(0, png.size() - cut))).reason(), "none") << cut;
    }
    EXPECT_EQ(decode_blob(blob_of(png + "garbage")).reason(), "none");
}

TEST(Png, DamageIsCorrupt) {
    EXPECT_EQ(decode_file("damaged.png").reason(), "corrupt");
    EXPECT_EQ(decode_blob(blob_of(Png{1, 1, 8, 2}.with("\5\1\2\3"s))).message(),
              "its data is damaged after 0 % of its pixels")
        << "there is no filter 5";
    // Whatever byte of the data changes, the checksum of the stream denies it, unless it is a bit that means nothing.
    const std::string png = Png{2, 2, 8, 2}.with("\0\1\2\3\4\5\6\0\6\5\4\3\2\1"s);
    const std::size_t checksum_and_trailer = 4 + 12;
    for (std::size_t at = png.find("IDAT") + 4; at < png.size() - checksum_and_trailer; ++at) {
        std::string damaged = png;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        const Decoded decoded = decode_blob(blob_of(damaged));
        if (decoded.failure) {
            EXPECT_EQ(decoded.reason(), "corrupt") << at;
        } else {
            EXPECT_EQ(pixels_of(damaged), pixels_of(png)) << at;
        }
    }
    // A chunk's checksum denies its bytes as soon as the next chunk is needed.
    std::string chunked = Png{2, 2, 8, 2}.with("\0\1\2\3\4\5\6\0\6\5\4\3\2\1"s, 5);
    chunked[chunked.find("IDAT") + 4 + 5] ^= 1;
    EXPECT_EQ(decode_blob(blob_of(chunked)).message(), "its data is damaged after 0 % of its pixels");
}

TEST(Png, RefusesKindsThatDoNotExist) {
    for (const auto& [depth, type] : {std::pair<char, char>{3, 0}, {16, 3}, {4, 2}, {1, 6}, {8, 1}, {8, 5}, {8, 7}}) {
        EXPECT_EQ(decode_blob(blob_of(Png{1, 1, depth, type}.with("\0\0"s))).reason(), "corrupt")
            << int{depth} << ' ' << int{type};
    }
}

TEST(Png, NeedsLittleMemory) {
    core::Limits limits;
    limits.max_memory = 64 * 1024;
    EXPECT_EQ(decode_file("photo.png", limits).reason(), "none");
    EXPECT_EQ(decode_file("interlaced.png", limits).reason(), "none");
    const Decoded wide = decode_blob(blob_of(Png{2'000'000, 1, 16, 6}.with("\0"s)), limits);
    EXPECT_EQ(wide.reason(), "memory");
    EXPECT_EQ(wide.sink.pixels(), 0U);
}

TEST(Png, StopsAtTheDeadline) {
    const core::StopToken late(nullptr, core::StopToken::Clock::now());
    EXPECT_EQ(decode_file("photo.png", {}, late).reason(), "timeout");
}

class StoppingSink final : public testing::SummingSink {
  public:
    void rgb(std::span<const std::uint8_t> pixels) override {
        SummingSink::rgb(pixels);
        stop.store(true);
    }
    std::atomic<bool> stop = false;
};

TEST(Png, StopsBetweenRowsWhenAsked) {
    const core::Blob blob = blob_of(fixture_bytes("photo.png"));
    Header header = probe(blob, {}).value();
    StoppingSink sink;
    const core::StopToken stop(&sink.stop, core::StopToken::Clock::time_point::max());
    const auto report = decode_png({blob, header, {}, stop, sink});
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.failure().reason, core::FailureReason::Cancelled);
    EXPECT_GT(sink.pixels(), 0U);
    EXPECT_LT(sink.pixels(), 1600U * 1200U / 2);
}

TEST(Png, TellsTheGamutSeen) {
    const auto gamut = [](char primaries, const std::string& pixel) {
        const std::string numbers = {primaries, 13, 0, 1};
        const Png png{.width = 1, .height = 1, .depth = 8, .color_type = 2, .extra = chunk("cICP", numbers)};
        const Decoded decoded = decode_blob(blob_of(png.with('\0' + pixel)));
        EXPECT_TRUE(decoded.report) << decoded.message();
        return decoded.report ? decoded.report->gamut : Gamut::Srgb;
    };
    EXPECT_EQ(gamut(9, "\xFF\x01\x01"), Gamut::Wider) << "red of BT.2020";
    EXPECT_EQ(gamut(12, "\xFF\x01\x01"), Gamut::DisplayP3);
    EXPECT_EQ(gamut(1, "\xFF\x01\x01"), Gamut::Srgb);
    EXPECT_EQ(gamut(9, "\x80\x80\x80"), Gamut::Srgb);
}

}  // namespace
}  // namespace photolibrary::image
