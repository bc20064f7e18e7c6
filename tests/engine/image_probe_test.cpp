#include <gtest/gtest.h>

#include "engine/image_fixtures.hpp"
#include "image/tiff_directory.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_literals;
using testing::fixture_bytes;
using testing::probe_bytes;

Header probe_fixture(const std::string& name) {
    auto header = probe_bytes(fixture_bytes(name));
    EXPECT_TRUE(header.ok()) << name << ": " << (header.ok() ? "" : header.failure().message);
    return header.ok() ? std::move(header).value() : Header{};
}

std::string be16(unsigned value) {
    return {static_cast<char>(value >> 8), static_cast<char>(value & 0xFFU)};
}

std::string segment(unsigned marker, const std::string& data) {
    return "\xFF"s + static_cast<char>(marker) + be16(static_cast<unsigned>(data.size()) + 2) + data;
}

/// A JPEG header whose frame is of some kind, up to and with its first scan header.
std::string jpeg_header(unsigned frame_marker, unsigned bits, unsigned height, unsigned width, unsigned components) {
    std::string frame =
        std::string(1, static_cast<char>(bits)) + be16(height) + be16(width) + static_cast<char>(components);
    for (unsigned i = 1; i <= components; ++i)
        frame += {static_cast<char>(i), 0x11, 0};
    return "\xFF\xD8" + segment(frame_marker, frame) + segment(0xDA, std::string(6, '\0'));
}

TEST(Probe, TellsFormatsByTheirMagic) {
    const std::pair<const char*, Format> expected[] = {
        {"baseline.jpg", Format::Jpeg}, {"photo.png", Format::Png},    {"animated.gif", Format::Gif},
        {"lossy.webp", Format::Webp},   {"photo.heic", Format::Heif},  {"photo.avif", Format::Avif},
        {"photo.tif", Format::Tiff},    {"bigtiff.tif", Format::Tiff}, {"photo.jxl", Format::JpegXl},
    };
    for (const auto& [name, format] : expected)
        EXPECT_EQ(probe_fixture(name).format, format) << name;
    EXPECT_EQ(probe_bytes("\xFF\x0A\x11\x22"s).value().format, Format::JpegXl);
    EXPECT_EQ(probe_bytes("MM\0*\0\0\0\x08"s).value().format, Format::Tiff);
    EXPECT_EQ(probe_bytes("\0\0\0\x18"s
                          "ftypmif1\0\0\0\0mif1avif"s)
                  .value()
                  .format,
              Format::Avif);
    EXPECT_EQ(probe_bytes("\0\0\0\x18"s
                          "ftypheic\0\0\0\0mif1heic"s)
                  .value()
                  .format,
              Format::Heif);
}

TEST(TiffDirectory, FollowsAFieldToValuesElsewhere) {
    const auto value = [](char type, const std::string& count_and_place) {
        const std::string tiff =
            "II*\0\x08\0\0\0\1\0\2\1"s + type + '\0' + count_and_place + "\0\0\0\0\x20\0\x21\0\x22\0"s;
        const core::Blob blob = testing::blob_of(tiff);  // of 32 bytes
        ByteReader reader(blob);
        return TiffDirectory(reader, 0, tiff.size()).value(0x0102);
    };
    EXPECT_EQ(value(3, "\1\0\0\0\7\0\0\0"s), 7U);
    EXPECT_EQ(value(3, "\2\0\0\0\7\0\0\0"s), 7U);
    EXPECT_EQ(value(4, "\1\0\0\0\7\0\1\0"s), 0x10007U);
    EXPECT_EQ(value(3, "\3\0\0\0\x1A\0\0\0"s), 0x20U);
    EXPECT_EQ(value(4, "\3\0\0\0\x1A\0\0\0"s), 0x210020U);
    EXPECT_EQ(value(3, "\3\0\0\0\x1E\0\0\0"s), 0x22U) << "the first of them is there";
    EXPECT_FALSE(value(3, "\3\0\0\0\x1F\0\0\0"s));
    EXPECT_FALSE(value(4, "\3\0\0\0\x1E\0\0\0"s));
    EXPECT_FALSE(value(3, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s));
    EXPECT_FALSE(value(3, "\0\0\0\0\7\0\0\0"s)) << "no value";
    EXPECT_FALSE(value(5, "\1\0\0\0\x1A\0\0\0"s)) << "a fraction";
}

TEST(Probe, KnowsThePlaceOfTheFirstFrameOfAGif) {
    const auto frame = [](const std::string& gif) { return probe_bytes(gif).value().frame; };
    const std::string screen = "GIF89a\x28\0\x14\0\0\0\0"s,
                      table = "GIF89a\x28\0\x14\0\x81\0\0"s + std::string(12, ',');
    const std::string blocks = "!\xF9\4\0\0\0\0\0!\xFF\x0BNETSCAPE2.0\3\1\0\0\0!\xFE\0"s;
    const std::string image = ",\1\0\2\0\3\1\4\0\0"s;
    for (const std::string& before : {screen, table, screen + blocks, table + blocks}) {
        const auto found = frame(before + image);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->left, 1U);
        EXPECT_EQ(found->top, 2U);
        EXPECT_EQ(found->width, 259U);
        EXPECT_EQ(found->height, 4U);
        for (std::size_t length = 13; length < before.size() + 9; ++length)
            EXPECT_FALSE(frame((before + image).substr(0, length))) << length;
    }
    EXPECT_FALSE(frame(screen + ";" + image)) << "behind the end";
    std::string endless = screen + "!\xFE";
    for (int i = 0; i < 70'000; ++i)
        endless += "\1x";
    EXPECT_FALSE(frame(endless + '\0' + image));
}

/// Writes numbers as a JPEG XL codestream has them: the lowest bit first.
class JxlBits {
  public:
    JxlBits& put(unsigned value, unsigned count) {
        for (unsigned i = 0; i < count; ++i, ++bits_) {
            if (bits_ % 8 == 0) bytes_ += '\0';
            bytes_.back() = static_cast<char>(bytes_.back() | ((value >> i & 1U) << (bits_ % 8)));
        }
        return *this;
    }

    std::string bytes() const { return "\xFF\x0A" + bytes_; }

  private:
    std::string bytes_;
    unsigned bits_ = 0;
};

std::string box(const std::string& type, const std::string& content) {
    return be16(0) + be16(static_cast<unsigned>(content.size()) + 8) + type + content;
}

/// What stands before the codestream in the container of a JPEG XL.
std::string jxl_container() {
    return box("JXL ", "\r\n\x87\n") + box("ftyp", "jxl \0\0\0\0jxl "s) + box("free", std::string(9, 'x'));
}

TEST(Probe, KnowsAnAnimatedJpegXl) {
    const auto animated = [](const std::string& bytes) { return probe_bytes(bytes).value().animated; };
    EXPECT_FALSE(animated(fixture_bytes("photo.jxl")));
    EXPECT_FALSE(animated(fixture_bytes("p3_float.jxl")));
    // A small size by a ratio, no default, further fields; as it is shown, no other size, no preview.
    const auto small = [] { return JxlBits().put(1, 1).put(3, 5).put(1, 3).put(0, 1); };
    EXPECT_TRUE(animated(small().put(1, 1).put(0, 3).put(0, 1).put(0, 1).put(1, 1).bytes()));
    EXPECT_FALSE(animated(small().put(1, 1).put(0, 3).put(0, 1).put(0, 1).put(0, 1).bytes()));
    EXPECT_FALSE(animated(small().put(0, 1).put(0xFFFF, 16).bytes())) << "no further fields";
    EXPECT_FALSE(animated(JxlBits().put(1, 1).put(3, 5).put(1, 3).put(1, 1).put(0xFFFF, 16).bytes())) << "the default";
    // The longest numbers everywhere: two sizes of 30 bits a side, a preview.
    JxlBits longest;
    const auto size = [&] { longest.put(0, 1).put(3, 2).put(99, 30).put(0, 3).put(3, 2).put(99, 30); };
    size();
    longest.put(0, 1).put(1, 1).put(5, 3).put(1, 1);
    size();
    longest.put(1, 1).put(0, 1).put(3, 2).put(99, 12).put(0, 3).put(3, 2).put(99, 12).put(1, 1);
    const std::string codestream = longest.bytes();
    EXPECT_EQ(codestream.size(), 24U);
    EXPECT_TRUE(animated(codestream));
    for (std::size_t length = 2; length < codestream.size(); ++length)
        EXPECT_FALSE(animated(codestream.substr(0, length))) << length;
}

TEST(Probe, FindsTheCodestreamOfAJpegXl) {
    const auto animated = [](const std::string& bytes) { return probe_bytes(bytes).value().animated; };
    const std::string codestream = "\xFF\x0A\xC1\x05\x01\x58"s;  // 16 × 8, of two frames
    const std::string rest(20, '\0');
    EXPECT_TRUE(animated(codestream + rest));
    EXPECT_TRUE(animated(jxl_container() + box("jxlc", codestream + rest)));
    std::string parts = jxl_container();
    for (const char byte : codestream)
        parts += box("jxlp", "\0\0\0\0"s + byte);
    EXPECT_TRUE(animated(parts + box("jxlp", "\x80\0\0\0"s + rest)));
    EXPECT_FALSE(animated(parts.substr(0, parts.size() - 30))) << "cut off";
    EXPECT_FALSE(animated(jxl_container())) << "no codestream at all";
    EXPECT_FALSE(animated(jxl_container() + box("jxlc", rest))) << "no codestream either";
}

TEST(Probe, NamesWhatIsNoImage) {
    const std::pair<std::string, const char*> expected[] = {
        {fixture_bytes("text.jpg"), "not an image: the file contains text"},
        {fixture_bytes("page.jpg"), "not an image: the file is an HTML page"},
        {fixture_bytes("drawing.svg"), "not supported: the file is an SVG drawing"},
        {fixture_bytes("document.pdf"), "not an image: the file is a PDF document"},
        {fixture_bytes("bitmap.bmp"), "not supported: the file is a BMP image"},
        {"\xEF\xBB\xBF  <svg width='1'/>", "not supported: the file is an SVG drawing"},
        {"<?php echo 1;", "not an image: the file is a PHP script"},
        {"8BPS\0\1", "not supported: the file is a Photoshop document"},
        {"\0\0\1\0\1\0"s, "not supported: the file is an icon (ICO)"},
        {"II*\0\x10\0\0\0CR\2\0"s, "not supported: the file is a Canon raw photo (CR2)"},
        {"\0\0\0\x18"s
         "ftypmp42\0\0\0\0isommp42"s,
         "not an image: the file is a video (MP4 or QuickTime)"},
        {"\0\0\0\x18"s
         "ftypcrx \0\0\0\1crx isom"s,
         "not supported: the file is a Canon raw photo (CR3)"},
        {"\x01\x02\x03\x04", "its format is not known"},
        {"\xFF\xD8", "its format is not known"},
    };
    for (const auto& [bytes, message] : expected) {
        const auto header = probe_bytes(bytes);
        ASSERT_FALSE(header.ok()) << message;
        EXPECT_EQ(header.failure().reason, core::FailureReason::Unsupported) << message;
        EXPECT_EQ(header.failure().message, message);
    }
    EXPECT_EQ(probe_bytes(fixture_bytes("zeros.jpg")).failure().reason, core::FailureReason::Corrupt);
}

TEST(Probe, ReadsSizes) {
    struct Expected {
        const char* name;
        std::uint32_t width, height;
    };
    constexpr Expected expected[] = {
        {"baseline.jpg", 1600, 1200}, {"one_pixel.jpg", 1, 1},  {"photo.png", 1600, 1200},
        {"one_pixel.png", 1, 1},      {"animated.gif", 20, 10}, {"lossy.webp", 400, 300},
        {"lossless.webp", 400, 300},  {"alpha.webp", 400, 300}, {"animated.webp", 400, 300},
    };
    for (const auto& [name, width, height] : expected) {
        const Header header = probe_fixture(name);
        EXPECT_EQ(header.width, width) << name;
        EXPECT_EQ(header.height, height) << name;
    }
}

TEST(Probe, ReadsTheKindOfAJpeg) {
    EXPECT_FALSE(probe_fixture("baseline.jpg").progressive);
    EXPECT_FALSE(probe_fixture("arithmetic.jpg").progressive);
    EXPECT_TRUE(probe_fixture("progressive.jpg").progressive);
    EXPECT_TRUE(probe_fixture("progressive_arithmetic.jpg").progressive);
    EXPECT_EQ(probe_fixture("baseline.jpg").model, ColorModel::Rgb);
    EXPECT_EQ(probe_fixture("rgb_jpeg.jpg").model, ColorModel::Rgb);
    EXPECT_EQ(probe_fixture("grey.jpg").model, ColorModel::Grey);
    EXPECT_EQ(probe_fixture("cmyk.jpg").model, ColorModel::Cmyk);
    EXPECT_EQ(probe_fixture("cmyk.jpg").components, 4);
}

TEST(Probe, RefusesJpegsThatLibjpegDoesNotRead) {
    const std::pair<std::string, const char*> expected[] = {
        {jpeg_header(0xC3, 8, 10, 10, 3), "lossless JPEG is not supported"},
        {jpeg_header(0xCB, 8, 10, 10, 3), "lossless JPEG is not supported"},
        {jpeg_header(0xC5, 8, 10, 10, 3), "hierarchical JPEG is not supported"},
        {jpeg_header(0xCE, 8, 10, 10, 3), "hierarchical JPEG is not supported"},
        {jpeg_header(0xC1, 12, 10, 10, 3), "JPEG of 12 bits a channel is not supported"},
        {jpeg_header(0xC0, 8, 0, 10, 3), "JPEG with its height behind the pixels (DNL) is not supported"},
        {jpeg_header(0xC0, 8, 10, 10, 2), "JPEG of 2 channels is not supported"},
    };
    for (const auto& [bytes, message] : expected) {
        const auto header = probe_bytes(bytes);
        ASSERT_FALSE(header.ok()) << message;
        EXPECT_EQ(header.failure().reason, core::FailureReason::Unsupported) << message;
        EXPECT_EQ(header.failure().message, message);
    }
    EXPECT_TRUE(probe_bytes(jpeg_header(0xC1, 8, 10, 10, 3)).ok());
    EXPECT_EQ(probe_bytes(jpeg_header(0xC0, 8, 10, 0, 3)).failure().reason, core::FailureReason::Corrupt);
}

TEST(Probe, ReadsOrientations) {
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const std::string name = "orientation_" + std::to_string(orientation) + ".jpg";
        const Header header = probe_fixture(name);
        EXPECT_EQ(header.orientation, orientation) << name;
        EXPECT_EQ(header.displayed_width(), 160U) << name;
        EXPECT_EQ(header.displayed_height(), 128U) << name;
    }
    const Header png = probe_fixture("exif.png");
    EXPECT_EQ(png.orientation, 6);
    EXPECT_EQ(png.displayed_width(), 30U);
    EXPECT_EQ(png.displayed_height(), 40U);
}

TEST(Probe, ReadsOrientationsOfEitherByteOrderAndOfNoOther) {
    const auto orientation_of = [](const std::string& exif) {
        const std::string jpeg = jpeg_header(0xC0, 8, 10, 10, 3);
        auto header = probe_bytes("\xFF\xD8" + segment(0xE1, "Exif\0\0"s + exif) + jpeg.substr(2));
        return int{header.value().orientation};
    };
    EXPECT_EQ(orientation_of("MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\x08\0\0\0\0\0\0"s), 8);
    EXPECT_EQ(orientation_of("II*\0\x08\0\0\0\1\0\x12\x01\3\0\1\0\0\0\5\0\0\0\0\0\0\0"s), 5);
    EXPECT_EQ(orientation_of("II*\0\x08\0\0\0\1\0\x12\x01\3\0\1\0\0\0\x09\0\0\0\0\0\0\0"s), 1) << "9 is none";
    EXPECT_EQ(orientation_of("II*\0\x08\0\0\0\1\0\x12\x01\2\0\1\0\0\0\5\0\0\0\0\0\0\0"s), 1) << "not a SHORT";
    EXPECT_EQ(orientation_of("II*\0\xFF\xFF\xFF\xFF\1\0"s), 1) << "directory outside";
    EXPECT_EQ(orientation_of("II*\0\x08\0\0\0\xFF\xFF"s), 1) << "more entries than there is room";
    EXPECT_EQ(orientation_of("II*\0"s), 1);
    EXPECT_EQ(orientation_of(""s), 1);
}

TEST(Probe, JoinsProfiles) {
    const auto profile = probe_fixture("wide_gamut.jpg").profile;
    EXPECT_GT(profile.size(), 300U);
    EXPECT_EQ(probe_fixture("profile_out_of_order.jpg").profile, profile);
    EXPECT_EQ(probe_fixture("wide_gamut_progressive.jpg").profile, profile);
    EXPECT_EQ(probe_fixture("wide_gamut.png").profile, profile);
    EXPECT_GT(probe_fixture("cmyk_profile.jpg").profile.size(), 100'000U) << "a profile of several segments";
    EXPECT_GT(probe_fixture("p3.webp").profile.size(), 300U);
}

TEST(Probe, IgnoresProfilesThatAreNotWhole) {
    EXPECT_TRUE(probe_fixture("profile_missing_chunk.jpg").profile.empty());
    EXPECT_TRUE(probe_fixture("profile_doubled_chunk.jpg").profile.empty());
    EXPECT_TRUE(probe_fixture("profile_bomb.png").profile.empty()) << "it inflates to 64 MB";
}

TEST(Probe, NamesBothNumbersOfWhatIsTooLarge) {
    for (const char* name : {"huge_header.png", "huge_header.gif"}) {
        const auto header = probe_bytes(fixture_bytes(name));
        ASSERT_FALSE(header.ok()) << name;
        EXPECT_EQ(header.failure().reason, core::FailureReason::TooLarge) << name;
    }
    core::Limits limits;
    limits.max_pixels = 1600 * 1200;
    EXPECT_TRUE(probe_bytes(fixture_bytes("baseline.jpg"), limits).ok());
    --limits.max_pixels;
    const auto header = probe_bytes(fixture_bytes("baseline.jpg"), limits);
    ASSERT_FALSE(header.ok());
    EXPECT_EQ(header.failure().reason, core::FailureReason::TooLarge);
    EXPECT_EQ(header.failure().message, "it has 1600 × 1200 pixels, more than the 1919999 allowed (maxPixels)");
}

TEST(Probe, CallsCutOffHeadersCorrupt) {
    for (const char* name : {"cut_in_header.jpg", "header_only.jpg", "no_picture.png"}) {
        const auto header = probe_bytes(fixture_bytes(name));
        ASSERT_FALSE(header.ok()) << name;
        EXPECT_EQ(header.failure().reason, core::FailureReason::Corrupt) << name;
    }
}

TEST(Probe, EveryPrefixOfAHeaderIsAnAnswer) {
    for (const char* name : {"orientation_6.jpg", "profile_out_of_order.jpg", "wide_gamut.png", "exif.png",
                             "animated.gif", "alpha.webp", "lossless.webp", "photo.heic", "cut_in_header.tif"}) {
        const std::string bytes = fixture_bytes(name);
        for (std::size_t length = 1; length < std::min<std::size_t>(bytes.size(), 1500); ++length) {
            const auto header = probe_bytes(bytes.substr(0, length));
            if (header.ok()) continue;
            const auto reason = header.failure().reason;
            EXPECT_TRUE(reason == core::FailureReason::Corrupt || reason == core::FailureReason::Unsupported)
                << name << " cut to " << length;
        }
    }
}

TEST(Probe, DoesABoundedAmountOfWork) {
    // Fill bytes, empty segments, chunks without end: all must be given up long before 64 MB are read.
    const std::string fill = "\xFF\xD8" + std::string(64 << 20, '\xFF');
    std::string segments = "\xFF\xD8";
    while (segments.size() < (64U << 20))
        segments += "\xFF\xE0\0\2"s;
    std::string chunks = fixture_bytes("one_pixel.png").substr(0, 33);
    while (chunks.size() < (64U << 20))
        chunks += "\0\0\0\0abcd\0\0\0\0"s;
    for (const std::string& bytes : {fill, segments, chunks}) {
        const core::Blob blob = testing::blob_of(bytes);
        const auto header = probe(blob, {});
        ASSERT_FALSE(header.ok());
        EXPECT_EQ(header.failure().reason, core::FailureReason::Corrupt);
        EXPECT_LT(blob.bytes_read(), 200'000U);
    }
}

TEST(Probe, ReadsLittleOfALargeFile) {
    const core::Blob blob = testing::blob_of(fixture_bytes("baseline.jpg"));
    ASSERT_TRUE(probe(blob, {}).ok());
    EXPECT_LE(blob.bytes_read(), 8192U);
}

}  // namespace
}  // namespace photolibrary::image
