#include <dirent.h>
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <thread>

#include "engine/image_fixtures.hpp"
#include "image/library_versions.hpp"
#include "image/vips/vips_formats.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_literals;
using testing::decode_file;
using testing::Decoded;
using testing::expect_mean;
using testing::fixture_bytes;

constexpr std::array<double, 3> small_mean = {118.9, 126.1, 131.5};  // of the 400 × 300 picture

bool libvips_is_mapped() {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        if (line.find("libvips") != std::string::npos) return true;
    }
    return false;
}

TEST(VipsDeathTest, IsNotLoadedBeforeTheFirstImageThatNeedsIt) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");  // a fresh process
    EXPECT_EXIT(
        {
            decode_file("baseline.jpg");
            decode_file("progressive.jpg");
            decode_file("huge_header.png");
            decode_file("text.jpg");
            decode_file("interlaced.png");
            decode_file("lossy.webp");
            const bool early = libvips_is_mapped() || !running_vips_version().empty();
            decode_file("photo.tif");
            const bool late = !libvips_is_mapped() || running_vips_version().empty();
            std::exit(early ? 1 : late ? 2 : 0);
        },
        ::testing::ExitedWithCode(0), "");
}

TEST(Vips, DecodesEveryFormat) {
    for (const char* name : {"photo.heic", "photo.avif", "photo.jxl", "photo.tif", "tiled.tif", "bigtiff.tif",
                             "pages.tif", "16bit.tif", "float.tif", "lab.tif", "cmyk.tif"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, small_mean, 2.5, name);
        if (!decoded.report) continue;
        EXPECT_EQ(decoded.report->decoder, Decoder::Libvips) << name;
        EXPECT_EQ(decoded.report->method, Method::Full) << name;
        EXPECT_EQ(decoded.sink.pixels(), 400U * 300U) << name;
        EXPECT_EQ(decoded.sink.alpha(), 255.0) << name;
        EXPECT_EQ(decoded.header->width, 400U) << name;
        EXPECT_EQ(decoded.header->height, 300U) << name;
    }
}

TEST(Vips, ConvertsFineSamplesByWhatTheyMean) {
    const std::pair<const char*, bool> files[] = {
        {"16bit.tif", false},   {"16bit.jxl", false},   {"float.tif", false},
        {"float.jxl", true},    {"p3_16bit.tif", true}, {"p3_16bit.jxl", true},
        {"p3_float.tif", true}, {"p3_float.jxl", true}, {"lab.tif", false}};
    for (const auto& [name, has_profile] : files) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, small_mean, 0.5, name);
        if (!decoded.report) continue;
        EXPECT_EQ(decoded.report->color_space != "srgb", has_profile) << name << ": " << decoded.report->color_space;
    }
}

TEST(Vips, ConvertsTheSamplesOfATiffOrRefusesThem) {
    constexpr std::array<double, 3> color = {100, 150, 200};
    expect_mean(decode_file("32bit.tif"), color, 0.0, "32bit.tif");
    expect_mean(decode_file("32bit_grey.tif"), {100, 100, 100}, 0.0, "32bit_grey.tif");
    for (const char* name : {"float_alpha.tif", "float_alpha_255.tif"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, color, 0.0, name);
        EXPECT_NEAR(decoded.sink.alpha(), 255 * 0.75, 0.5) << name;
    }
    const std::pair<const char*, const char*> refused[] = {
        {"ycc.tif", "Y, Cb and Cr"},
        {"signed.tif", "samples of this kind"},
        {"12bit.tif", "samples of 12 bits are"},
        {"float64.tif", "floating-point samples of 64 bits are"},
        {"float_grey.tif", "floating-point grey"},
        {"float_premultiplied.tif", "multiplied with alpha"},
    };
    for (const auto& [name, words] : refused) {
        const Decoded decoded = decode_file(name);
        EXPECT_EQ(decoded.reason(), "unsupported") << name << ": " << decoded.message();
        EXPECT_NE(decoded.message().find(words), std::string::npos) << name << ": " << decoded.message();
        EXPECT_EQ(decoded.sink.pixels(), 0U) << name;
    }
}

/// Y, Cb and Cr that stand for (201, 41, 139). A libvips of 2024 or later converts them, an earlier one does not.
TEST(Vips, OfATiffInYccTheColoursAreRightOrNoneAtAll) {
    const Decoded decoded = decode_file("ycc_subsampled.tif");
    if (decoded.report) return expect_mean(decoded, {201, 41, 139}, 1.5, "ycc_subsampled.tif");
    EXPECT_EQ(decoded.reason(), "unsupported") << decoded.message();
    EXPECT_NE(decoded.message().find("Y, Cb and Cr"), std::string::npos) << decoded.message();
}

TEST(Vips, TakesTheFirstFrame) {
    expect_mean(decode_file("still.gif"), {255, 0, 0}, 0.0, "still.gif");
    const Decoded gif = decode_file("animated.gif");
    expect_mean(gif, {100, 150, 200}, 0.0, "animated.gif");
    EXPECT_EQ(gif.sink.pixels(), 20U * 10U);
}

/// animated.gif, whose frames are 20 × 10, on a screen of another size; the first one has another place.
std::string gif_on_screen(std::array<char, 2> screen, std::array<char, 2> place) {
    std::string gif = fixture_bytes("animated.gif");
    const std::size_t frame = gif.find(",\0\0\0\0"s);
    for (std::size_t i = 0; i < 2; ++i) {
        gif[6 + i * 2] = screen[i];
        gif[frame + 1 + i * 2] = place[i];
    }
    return gif.insert(frame, "!\xFE\3abc\1d\0"s);  // a comment
}

TEST(Vips, WhatTheFirstFrameOfAGifLeavesUncoveredIsTransparent) {
    const auto decode_gif = [](std::array<char, 2> screen, std::array<char, 2> place) {
        return testing::decode_blob(testing::blob_of(gif_on_screen(screen, place)));
    };
    const std::uint64_t frame = 20 * 10;
    for (const std::array<char, 2> place : {std::array<char, 2>{0, 0}, {20, 0}, {0, 10}, {10, 5}, {15, 15}, {60, 50}}) {
        const Decoded decoded = decode_gif({40, 20}, place);
        ASSERT_TRUE(decoded.report) << decoded.message();
        EXPECT_EQ(decoded.sink.pixels(), frame + 1) << "one stands for all that are transparent";
        EXPECT_NEAR(decoded.sink.alpha() * (frame + 1), 255.0 * frame, 0.01);
        EXPECT_NEAR(decoded.sink.mean(2) * (frame + 1), 200.0 * frame, 0.01);
    }
    EXPECT_EQ(decode_gif({40, 20}, {10, 5}).header->width, 40U);
    const Decoded covered = decode_gif({20, 10}, {0, 0});
    EXPECT_EQ(covered.sink.pixels(), frame);
    EXPECT_EQ(covered.sink.alpha(), 255.0);
}

// A later frame is never shown: versions of libvips that cannot load the first one say so.
TEST(Vips, ShowsTheFirstFrameOfAJpegXlOrNone) {
    constexpr unsigned char red_then_green[] = {
        0xFF, 0x0A, 0xC1, 0x05, 0x01, 0x58, 0x50, 0x5C, 0x12, 0x08, 0x08, 0xA0, 0x82, 0x00, 0x00, 0x68,
        0x00, 0x4B, 0x18, 0x8B, 0x15, 0x00, 0xD4, 0x8A, 0x31, 0x18, 0xD4, 0x05, 0x24, 0x00, 0xE8, 0xA4,
        0x18, 0x00, 0xB8, 0x24, 0x80, 0x9C, 0x02, 0xA5, 0x13, 0xB9, 0x02, 0x08, 0x08, 0x32, 0x91, 0x0A,
        0x01, 0x00, 0x68, 0x00, 0x4B, 0x18, 0x8B, 0x15, 0x00, 0xD4, 0x8C, 0x31, 0xC6, 0x48, 0x92, 0x17,
        0x90, 0x00, 0x20, 0x60, 0x92, 0x08, 0x40, 0x82, 0x98, 0xD3, 0x6E, 0xD0, 0x60, 0x5B};
    const Decoded decoded =
        testing::decode_blob(testing::blob_of({std::begin(red_then_green), std::end(red_then_green)}));
    if (decoded.failure) {
        EXPECT_EQ(decoded.reason(), "unsupported") << decoded.message();
        EXPECT_NE(decoded.message().find("animated JPEG XL"), std::string::npos) << decoded.message();
        EXPECT_EQ(decoded.sink.pixels(), 0U);
    } else {
        expect_mean(decoded, {200, 30, 40}, 0.5, "the first frame");
    }
}

TEST(Vips, DecodesTheThumbnailOfAHeicThatShowsThePicture) {
    const Decoded decoded = decode_file("thumbnail.heic");
    expect_mean(decoded, {100, 150, 200}, 1.5, "the thumbnail's own colour");
    ASSERT_TRUE(decoded.report);
    EXPECT_EQ(decoded.report->method, Method::Thumbnail);
    EXPECT_EQ(decoded.report->thumbnail_side, 320U);
    EXPECT_EQ(decoded.sink.pixels(), 320U * 240U);
    EXPECT_EQ(decoded.header->width, 400U) << "the size is the picture's";
    EXPECT_EQ(decoded.header->height, 300U);
    for (const char* name : {"thumbnail_tiny.heic", "thumbnail_odd.heic", "thumbnail_damaged.heic"}) {
        const Decoded whole = decode_file(name);
        expect_mean(whole, small_mean, 2.5, name);
        if (!whole.report) continue;
        EXPECT_EQ(whole.report->method, Method::Full) << name;
        EXPECT_EQ(whole.report->thumbnail_side, 0U) << name;
        EXPECT_EQ(whole.sink.pixels(), 400U * 300U) << name;
    }
}

TEST(Vips, PredictsTheMemoryOfAThumbnailOnly) {
    core::Limits limits;
    limits.max_memory = 750'000;  // the picture needs 960,000
    EXPECT_EQ(decode_file("thumbnail.heic", limits).reason(), "none");
    EXPECT_EQ(decode_file("thumbnail_odd.heic", limits).reason(), "memory");
    EXPECT_EQ(decode_file("thumbnail_damaged.heic", limits).reason(), "memory") << "found out later";
}

TEST(Vips, DeliversAlphaApartFromColor) {
    for (const char* name : {"alpha.avif", "alpha.tif"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, small_mean, 1.0, name);
        EXPECT_NEAR(decoded.sink.alpha(), 128, 0.5) << name;
    }
}

TEST(Vips, DecodesCmykJpegsWithAndWithoutProfile) {
    for (const char* name : {"cmyk.jpg", "cmyk_profile.jpg"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, {119.1, 125.9, 131.3}, 4.0, name);
        if (!decoded.report) continue;
        EXPECT_EQ(decoded.report->decoder, Decoder::Libvips) << name;
        EXPECT_EQ(decoded.report->scale_eighths, 1) << name;
        EXPECT_EQ(decoded.sink.pixels(), 200U * 150U) << name;
        EXPECT_EQ(decoded.header->width, 1600U) << name;
        EXPECT_NE(decoded.report->color_space, "srgb") << name;
    }
}

TEST(Vips, MissingOrDamagedPixelsAreCorrupt) {
    for (const char* name : {"truncated.gif", "truncated_photo.heic", "truncated_photo.avif", "truncated_photo.jxl",
                             "truncated_photo.tif", "cut_in_header.tif"}) {
        EXPECT_EQ(decode_file(name).reason(), "corrupt") << name << ": " << decode_file(name).message();
    }
}

TEST(Vips, CompletesHeadersWithoutDecoding) {
    for (const char* name : {"photo.heic", "photo.avif", "photo.tif", "photo.jxl"}) {
        const core::Blob blob = testing::blob_of(fixture_bytes(name));
        Header header = probe(blob, {}).value();
        EXPECT_EQ(header.width, 0U) << name;
        const auto completed = complete_header(blob, header, {});
        ASSERT_TRUE(completed.ok()) << name << ": " << completed.failure().message;
        EXPECT_EQ(completed.value().width, 400U) << name;
        EXPECT_EQ(completed.value().height, 300U) << name;
        EXPECT_EQ(completed.value().model, ColorModel::Rgb) << name;
    }
    const core::Blob blob = testing::blob_of(fixture_bytes("p3.heic"));
    EXPECT_FALSE(complete_header(blob, probe(blob, {}).value(), {}).value().profile.empty());
}

TEST(Vips, SizesAreThoseOfTheDisplay) {
    const Decoded heic = decode_file("grid.heic");  // 360 × 240, turned by the container
    ASSERT_TRUE(heic.report) << heic.message();
    EXPECT_EQ(heic.header->displayed_width(), 240U);
    EXPECT_EQ(heic.header->displayed_height(), 360U);
    EXPECT_EQ(heic.header->orientation, 1);
    EXPECT_EQ(heic.sink.pixels(), 360U * 240U);
    const Decoded tiff = decode_file("orientation.tif");  // 40 × 30, turned by a field
    expect_mean(tiff, {100, 150, 200}, 0.0, "orientation.tif");
    EXPECT_EQ(tiff.header->displayed_width(), 30U);
    EXPECT_EQ(tiff.header->displayed_height(), 40U);
}

TEST(Vips, ColorsAreNotPremultiplied) {
    const Decoded decoded = decode_file("premultiplied.tif");
    expect_mean(decoded, {100, 150, 200}, 1.0, "premultiplied.tif");
    EXPECT_EQ(decoded.sink.alpha(), 128);
}

TEST(Vips, ColorsOfAnAvifAreNotPremultiplied) {
    const Decoded decoded = decode_file("premultiplied.avif");
    expect_mean(decoded, {100, 150, 200}, 3.0, "premultiplied.avif");
    EXPECT_NEAR(decoded.sink.alpha(), 128, 0.5);
}

TEST(Vips, GreyOfANarrowRangeIsWidened) {
    const Decoded decoded = decode_file("narrow_grey.avif");
    expect_mean(decoded, {127.5, 127.5, 127.5}, 0.0, "black and white");
    std::string wide = fixture_bytes("narrow_grey.avif");
    wide[wide.find("colrnclx") + 14] = '\x80';
    const Decoded as_stored = testing::decode_blob(testing::blob_of(wide));
    expect_mean(as_stored, {125.5, 125.5, 125.5}, 0.0, "16 and 235");
}

TEST(Vips, RefusesWhatLibheifReadsWrong) {
    std::string avif = fixture_bytes("flat12.avif");
    avif[avif.find("colrnclx") + 13] = '\x08';
    const Decoded decoded = testing::decode_blob(testing::blob_of(avif));
    EXPECT_EQ(decoded.reason(), "unsupported") << decoded.message();
    std::string of_8_bits = fixture_bytes("photo.avif");
    of_8_bits[of_8_bits.find("colrnclx") + 13] = '\x08';
    EXPECT_EQ(testing::decode_blob(testing::blob_of(of_8_bits)).reason(), "none");
}

TEST(Vips, AbsurdSizesAreTooLarge) {
    const Decoded decoded = decode_file("huge_header.tif");
    EXPECT_EQ(decoded.reason(), "too_large") << decoded.message();
}

TEST(VipsFootprint, KnowsHowAFileIsLaidOut) {
    const auto footprint = [](const char* name, Format format, std::uint32_t width, std::uint32_t height) {
        return vips_format(format).footprint(testing::blob_of(fixture_bytes(name)),
                                             Header{.format = format, .width = width, .height = height}, 3);
    };
    constexpr std::uint64_t tile = 12000ULL * 12000 * 3;
    EXPECT_EQ(footprint("huge_tile.tif", Format::Tiff, 12000, 12000), 3 * tile);
    EXPECT_EQ(footprint("huge_header.tif", Format::Tiff, 60000, 60000), 3 * 60000ULL * 128 * 3) << "a long strip";
    EXPECT_EQ(footprint("tiled.tif", Format::Tiff, 400, 300), 3 * 400ULL * 64 * 3);
    EXPECT_EQ(footprint("grid.heic", Format::Heif, 360, 240), 360ULL * 240 * 5);
    EXPECT_EQ(footprint("photo.heic", Format::Heif, 400, 300), 400ULL * 300 * 8);
}

TEST(Vips, ChecksPixelsBeforeDecoding) {
    core::Limits limits;
    limits.max_pixels = 400 * 300 - 1;
    for (const char* name : {"photo.heic", "photo.avif", "photo.tif", "photo.jxl"}) {
        const Decoded decoded = decode_file(name, limits);
        EXPECT_EQ(decoded.reason(), "too_large") << name;
        EXPECT_EQ(decoded.sink.pixels(), 0U) << name;
    }
}

TEST(Vips, PredictsMemoryBeforeDecoding) {
    core::Limits limits;
    limits.max_memory = 480'000;  // 4 bytes a pixel; without the file's own bytes, which are in memory already
    for (const char* name : {"photo.heic", "photo.avif", "photo.jxl"}) {
        const Decoded decoded = decode_file(name, limits);
        EXPECT_EQ(decoded.reason(), "memory") << name;
        EXPECT_EQ(decoded.sink.pixels(), 0U) << name;
    }
    for (const char* name : {"tiled.tif", "still.gif"})
        EXPECT_EQ(decode_file(name, limits).reason(), "none") << name;
}

TEST(Vips, StopsAtTheDeadline) {
    const core::StopToken late(nullptr, core::StopToken::Clock::now());
    EXPECT_EQ(decode_file("float.tif", {}, late).reason(), "timeout");
}

class StoppingSink final : public testing::SummingSink {
  public:
    void rgb(std::span<const std::uint8_t> pixels) override {
        SummingSink::rgb(pixels);
        stop.store(true);
    }
    std::atomic<bool> stop = false;
};

TEST(Vips, StopsBetweenStripsWhenAsked) {
    const core::Blob blob = testing::blob_of(fixture_bytes("photo.tif"));
    Header header = probe(blob, {}).value();
    StoppingSink sink;
    const core::StopToken stop(&sink.stop, core::StopToken::Clock::time_point::max());
    const auto report = decode(blob, header, {}, stop, sink);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.failure().reason, core::FailureReason::Cancelled);
    EXPECT_GT(sink.pixels(), 0U);
    EXPECT_LT(sink.pixels(), 400U * 300U / 2);
}

// libjxl is left out: Debian builds it so that it tells of damage on stderr, whoever calls it.
TEST(Vips, PrintsNothing) {
    ::testing::internal::CaptureStderr();
    ::testing::internal::CaptureStdout();
    for (const char* name : {"truncated.gif", "truncated_photo.heic", "cut_in_header.tif", "truncated_photo.tif",
                             "truncated_photo.avif", "cmyk_profile.jpg"}) {
        decode_file(name);
    }
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

int count_entries(const char* folder) {
    int count = 0;
    DIR* handle = ::opendir(folder);
    while (::readdir(handle) != nullptr)
        ++count;
    ::closedir(handle);
    return count;
}

TEST(Vips, LeavesNothingBehind) {
    std::thread([] {}).join();  // ThreadSanitizer adds a thread of its own with the first that a process starts
    const int threads = count_entries("/proc/self/task");
    const auto decode_all = [] {
        for (const char* name : {"animated.gif", "photo.heic", "grid.heic", "photo.avif", "photo.jxl", "tiled.tif",
                                 "16bit.tif", "lab.tif", "float_alpha.tif", "cmyk.jpg", "truncated_photo.heic"}) {
            decode_file(name);
        }
    };
    decode_all();  // what libraries set up once
    void* library = ::dlopen("libvips.so.42", RTLD_NOW | RTLD_NOLOAD);
    ASSERT_NE(library, nullptr);
    const auto cached = reinterpret_cast<int (*)()>(::dlsym(library, "vips_cache_get_size"));
    const auto tracked = reinterpret_cast<std::size_t (*)()>(::dlsym(library, "vips_tracked_get_mem"));
    const int files = count_entries("/proc/self/fd");
    const int operations = cached();
    const std::size_t memory = tracked();
    decode_all();
    EXPECT_EQ(cached(), operations) << "operations in libvips' cache";
    EXPECT_EQ(operations, 0);
    EXPECT_EQ(tracked(), memory) << "memory that libvips tracks";
    EXPECT_EQ(count_entries("/proc/self/task"), threads) << "a forked child would wait for a thread left over";
    EXPECT_EQ(count_entries("/proc/self/fd"), files);
    ::dlclose(library);
}

TEST(Vips, ThreadsDoNotDisturbEachOther) {
    const Decoded alone = decode_file("alpha.avif");
    std::vector<double> means(4);
    std::vector<std::string> reasons(4);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < means.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 5; ++round) {
                reasons[i] = decode_file("truncated_photo.heic").reason();
                means[i] = decode_file("alpha.avif").sink.mean(0);
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (std::size_t i = 0; i < means.size(); ++i) {
        EXPECT_EQ(means[i], alone.sink.mean(0));
        EXPECT_EQ(reasons[i], "corrupt");
    }
}

// What libvips itself says may be about the image of another thread.
TEST(Vips, FailuresAreToldAlikeWhateverElseRuns) {
    const std::array<const char*, 3> files = {"truncated_photo.heic", "truncated_photo.tif", "truncated.gif"};
    std::array<std::string, 3> alone;
    for (std::size_t i = 0; i < files.size(); ++i) {
        alone[i] = decode_file(files[i]).message();
        EXPECT_EQ(alone[i].find('('), std::string::npos) << alone[i];
    }
    std::array<std::vector<std::string>, 3> messages;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < files.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 20; ++round)
                messages[i].push_back(decode_file(files[i]).message());
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (std::size_t i = 0; i < files.size(); ++i)
        EXPECT_EQ(messages[i], std::vector<std::string>(20, alone[i])) << files[i];
}

TEST(LibraryVersions, NamesEveryLibrary) {
    decode_file("still.gif");
    decode_file("lossy.webp");
    const auto versions = library_versions();
    ASSERT_EQ(versions.size(), 5U);
    for (const LibraryVersion& version : versions) {
        const std::string& known = version.compiled.empty() ? version.running : version.compiled;
        EXPECT_NE(known.find('.'), std::string::npos) << version.name;
    }
    EXPECT_EQ(running_vips_version().substr(0, 2), "8.");
    EXPECT_EQ(running_webp_version().substr(0, 2), "1.");
}

}  // namespace
}  // namespace photolibrary::image
