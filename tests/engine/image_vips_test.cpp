#include <dirent.h>
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <thread>

#include "engine/image_fixtures.hpp"
#include "image/library_versions.hpp"

namespace photolibrary::image {
namespace {

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
            const bool early = libvips_is_mapped() || !running_vips_version().empty();
            decode_file("one_pixel.png");
            const bool late = !libvips_is_mapped() || running_vips_version().empty();
            std::exit(early ? 1 : late ? 2 : 0);
        },
        ::testing::ExitedWithCode(0), "");
}

TEST(Vips, DecodesEveryFormat) {
    for (const char* name :
         {"interlaced.png", "lossy.webp", "lossless.webp", "animated.webp", "photo.heic", "photo.avif", "photo.jxl",
          "photo.tif", "tiled.tif", "bigtiff.tif", "pages.tif", "16bit.tif", "float.tif", "lab.tif", "cmyk.tif"}) {
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

TEST(Vips, KeepsExactPixels) {
    const std::pair<const char*, std::array<double, 4>> expected[] = {
        {"one_pixel.png", {100, 150, 200, 255}},   {"16bit.png", {100, 150, 200, 255}},
        {"16bit_alpha.png", {100, 150, 200, 128}}, {"grey_alpha.png", {100, 100, 100, 128}},
        {"1bit.png", {127.5, 127.5, 127.5, 255}},  {"transparent.png", {100, 150, 200, 0}},
        {"palette.png", {177.5, 75, 100, 255}},    {"palette_alpha.png", {177.5, 75, 100, 159.5}},
        {"still.gif", {255, 0, 0, 255}},
    };
    for (const auto& [name, mean] : expected) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, {mean[0], mean[1], mean[2]}, 0.0, name);
        EXPECT_EQ(decoded.sink.alpha(), mean[3]) << name;
    }
}

TEST(Vips, TakesTheFirstFrame) {
    const Decoded gif = decode_file("animated.gif");
    expect_mean(gif, {100, 150, 200}, 0.0, "animated.gif");
    EXPECT_EQ(gif.sink.pixels(), 20U * 10U);
}

TEST(Vips, DeliversAlphaApartFromColor) {
    for (const char* name : {"alpha.png", "alpha.webp", "alpha.avif", "alpha.tif"}) {
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
    for (const char* name :
         {"truncated.png", "damaged.png", "truncated.gif", "truncated_lossy.webp", "truncated_photo.heic",
          "truncated_photo.avif", "truncated_photo.jxl", "truncated_photo.tif", "cut_in_header.tif"}) {
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

TEST(Vips, ChecksPixelsBeforeDecoding) {
    core::Limits limits;
    limits.max_pixels = 400 * 300 - 1;
    for (const char* name : {"photo.heic", "photo.avif", "photo.tif", "photo.jxl", "lossy.webp", "interlaced.png"}) {
        const Decoded decoded = decode_file(name, limits);
        EXPECT_EQ(decoded.reason(), "too_large") << name;
        EXPECT_EQ(decoded.sink.pixels(), 0U) << name;
    }
}

TEST(Vips, PredictsMemoryBeforeDecoding) {
    core::Limits limits;
    limits.max_memory = 480'000;  // 4 bytes a pixel; without the file's own bytes, which are in memory already
    for (const char* name : {"photo.heic", "photo.avif", "photo.jxl", "lossy.webp", "interlaced.png"}) {
        const Decoded decoded = decode_file(name, limits);
        EXPECT_EQ(decoded.reason(), "memory") << name;
        EXPECT_EQ(decoded.sink.pixels(), 0U) << name;
    }
    for (const char* name : {"alpha.png", "tiled.tif", "still.gif"})
        EXPECT_EQ(decode_file(name, limits).reason(), "none") << name;
}

TEST(Vips, StopsAtTheDeadline) {
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

TEST(Vips, StopsBetweenStripsWhenAsked) {
    const core::Blob blob = testing::blob_of(fixture_bytes("photo.png"));
    Header header = probe(blob, {}).value();
    StoppingSink sink;
    const core::StopToken stop(&sink.stop, core::StopToken::Clock::time_point::max());
    const auto report = decode(blob, header, {}, stop, sink);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.failure().reason, core::FailureReason::Cancelled);
    EXPECT_GT(sink.pixels(), 0U);
    EXPECT_LT(sink.pixels(), 1600U * 1200U / 2);
}

TEST(Vips, PrintsNothing) {
    ::testing::internal::CaptureStderr();
    ::testing::internal::CaptureStdout();
    for (const char* name :
         {"damaged.png", "truncated.gif", "truncated_lossy.webp", "truncated_photo.heic", "cut_in_header.tif",
          "truncated_photo.tif", "truncated_photo.jxl", "truncated_photo.avif", "cmyk_profile.jpg"}) {
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
    const auto decode_all = [] {
        for (const char* name :
             {"alpha.png", "interlaced.png", "animated.gif", "lossy.webp", "photo.heic", "photo.avif", "tiled.tif",
              "lab.tif", "cmyk.jpg", "truncated.png", "truncated_photo.heic"}) {
            decode_file(name);
        }
    };
    decode_all();  // what libraries set up once
    void* library = ::dlopen("libvips.so.42", RTLD_NOW | RTLD_NOLOAD);
    ASSERT_NE(library, nullptr);
    const auto cached = reinterpret_cast<int (*)()>(::dlsym(library, "vips_cache_get_size"));
    const auto tracked = reinterpret_cast<std::size_t (*)()>(::dlsym(library, "vips_tracked_get_mem"));
    const int threads = count_entries("/proc/self/task");
    const int files = count_entries("/proc/self/fd");
    const int operations = cached();
    const std::size_t memory = tracked();
    decode_all();
    EXPECT_EQ(cached(), operations) << "operations in libvips' cache";
    EXPECT_EQ(operations, 0);
    EXPECT_EQ(tracked(), memory) << "memory that libvips tracks";
    EXPECT_EQ(count_entries("/proc/self/task"), threads);
    EXPECT_EQ(count_entries("/proc/self/fd"), files);
    ::dlclose(library);
}

TEST(Vips, ThreadsDoNotDisturbEachOther) {
    const Decoded alone = decode_file("alpha.webp");
    std::vector<double> means(4);
    std::vector<std::string> reasons(4);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < means.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 5; ++round) {
                reasons[i] = decode_file("damaged.png").reason();
                means[i] = decode_file("alpha.webp").sink.mean(0);
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

TEST(LibraryVersions, NamesEveryLibrary) {
    decode_file("one_pixel.png");
    const auto versions = library_versions();
    ASSERT_EQ(versions.size(), 4U);
    for (const LibraryVersion& version : versions) {
        EXPECT_NE(version.compiled.find('.'), std::string::npos) << version.name;
    }
    EXPECT_EQ(versions[1].name, "libvips");
    EXPECT_EQ(versions[1].running.substr(0, 2), "8.");
}

}  // namespace
}  // namespace photolibrary::image
