#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engine/image_fixtures.hpp"
#include "image/jpeg/jpeg_decoder.hpp"

namespace photolibrary::image {
namespace {

using testing::blob_of;
using testing::decode_blob;
using testing::decode_file;
using testing::Decoded;
using testing::expect_mean;
using testing::fixture_bytes;

constexpr std::array<double, 3> photo_mean = {119.1, 125.9, 131.3};  // of photo.png

TEST(Jpeg, ChoosesTheSmallestScaleThatKeeps128Pixels) {
    const auto scale = [](std::uint32_t width, std::uint32_t height) {
        return int{jpeg_scale_eighths(Header{.width = width, .height = height})};
    };
    EXPECT_EQ(scale(4000, 3000), 1);
    EXPECT_EQ(scale(1024, 4000), 1);
    EXPECT_EQ(scale(1017, 4000), 1) << "127.1 is rounded up";
    EXPECT_EQ(scale(1016, 4000), 2);
    EXPECT_EQ(scale(509, 509), 2);
    EXPECT_EQ(scale(508, 509), 4);
    EXPECT_EQ(scale(255, 255), 4);
    EXPECT_EQ(scale(254, 254), 8);
    EXPECT_EQ(scale(1, 1), 8);
}

TEST(Jpeg, DecodesEveryKindToTheSameColors) {
    for (const char* name :
         {"baseline", "baseline_444", "restart", "arithmetic", "rgb_jpeg", "progressive", "progressive_arithmetic",
          "progressive_split_dc", "progressive_late_dc", "sequential_scans", "no_end_marker", "trailing_garbage",
          "progressive_cut_after_dc", "srgb_profile"}) {
        const Decoded decoded = decode_file(std::string(name) + ".jpg");
        expect_mean(decoded, photo_mean, 0.5, name);
        if (!decoded.report) continue;
        const bool is_arithmetic = std::string_view(name).find("arithmetic") != std::string_view::npos;
        EXPECT_EQ(decoded.report->decoder, is_arithmetic ? Decoder::LibjpegTurbo : Decoder::Photolibrary) << name;
        EXPECT_EQ(decoded.report->method, Method::DcPass) << name;
        EXPECT_EQ(decoded.report->scale_eighths, 1) << name;
        EXPECT_EQ(decoded.report->color_space, "srgb") << name;
        EXPECT_EQ(decoded.sink.pixels(), 200U * 150U) << name;
    }
}

TEST(Jpeg, ExpandsGrey) {
    for (const char* name : {"grey.jpg", "progressive_grey.jpg"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, {124.5, 124.5, 124.5}, 0.5, name);
        EXPECT_EQ(decoded.sink.mean(0), decoded.sink.mean(1)) << name;
        EXPECT_EQ(decoded.sink.mean(0), decoded.sink.mean(2)) << name;
    }
}

TEST(Jpeg, ReportsItsMethod) {
    EXPECT_EQ(decode_file("baseline.jpg").report->method, Method::DcPass);
    EXPECT_EQ(decode_file("progressive.jpg").report->method, Method::DcPass);
    EXPECT_EQ(decode_file("tiny.jpg").report->method, Method::Full);
    EXPECT_EQ(decode_file("tiny.jpg").report->decoder, Decoder::LibjpegTurbo);
    EXPECT_EQ(decode_file("small_progressive.jpg").report->method, Method::Scaled);
}

TEST(Jpeg, ReadsAProgressiveFileOnlyToTheEndOfItsFirstDcPass) {
    for (const char* name : {"progressive.jpg", "progressive_split_dc.jpg", "progressive_arithmetic.jpg"}) {
        const Decoded decoded = decode_file(name);
        EXPECT_LT(decoded.bytes_read, fixture_bytes(name).size() / 4) << name;
    }
    // Here the last DC scan comes behind an AC scan, which cannot be jumped over.
    EXPECT_GT(decode_file("progressive_late_dc.jpg").bytes_read, fixture_bytes("progressive.jpg").size() / 2);
}

TEST(Jpeg, TurnedPicturesHaveTheSameColors) {
    const Decoded upright = decode_file("orientation_1.jpg");
    for (int orientation = 2; orientation <= 8; ++orientation) {
        const std::string name = "orientation_" + std::to_string(orientation) + ".jpg";
        expect_mean(decode_file(name), {upright.sink.mean(0), upright.sink.mean(1), upright.sink.mean(2)}, 0.1, name);
    }
}

TEST(Jpeg, MissingRowsAreCorrupt) {
    const Decoded decoded = decode_file("truncated_baseline.jpg");
    EXPECT_EQ(decoded.reason(), "corrupt");
    EXPECT_EQ(decoded.message(), "it ends after 61 % of its rows");
    EXPECT_EQ(decode_file("truncated_progressive.jpg").reason(), "corrupt");
    EXPECT_EQ(decode_file("truncated_progressive.jpg").message(), "it ends after 49 % of its rows");
}

TEST(Jpeg, DamagedRowsAreCorrupt) {
    const Decoded decoded = decode_file("damaged_restart.jpg");
    EXPECT_EQ(decoded.reason(), "corrupt");
    EXPECT_EQ(decoded.message(), "its data is damaged from row 592 on");
}

/// Offset of the n-th marker SOS. Stuffing keeps FF DA out of the entropy-coded data.
std::size_t scan_offset(const std::string& jpeg, int n) {
    std::size_t at = 0;
    for (int i = 0; i < n; ++i)
        at = jpeg.find("\xFF\xDA", at + 2);
    return at;
}

TEST(Jpeg, AProgressiveFileMayBeCutOffAnywhereBehindItsFirstDcPass) {
    for (const char* name : {"small_progressive.jpg", "tiny_progressive.jpg"}) {
        const std::string bytes = fixture_bytes(name);
        const std::size_t dc_begins = scan_offset(bytes, 1);
        const std::size_t dc_ends = scan_offset(bytes, 2);
        ASSERT_LT(dc_ends, bytes.size()) << name;
        for (std::size_t length = dc_begins + 20; length < bytes.size(); length += 41) {
            const Decoded decoded = decode_blob(blob_of(bytes.substr(0, length)));
            // The tables of the second scan stand before its SOS: they are behind the pixels of the first.
            if (length >= dc_ends) {
                EXPECT_EQ(decoded.reason(), "none") << name << " cut to " << length << ": " << decoded.message();
            } else if (length < dc_ends - 100) {
                EXPECT_EQ(decoded.reason(), "corrupt") << name << " cut to " << length;
            }
        }
    }
    expect_mean(decode_file("small_progressive_cut_after_dc.jpg"), {118.8, 126.0, 131.6}, 0.5, "cut after DC");
}

TEST(Jpeg, EveryTruncationOfABaselineFileIsCorrupt) {
    const std::string bytes = fixture_bytes("tiny.jpg");
    for (std::size_t length = 3; length < bytes.size() - 8; length += 37) {
        EXPECT_EQ(decode_blob(blob_of(bytes.substr(0, length))).reason(), "corrupt") << length;
    }
}

TEST(Jpeg, RefusesBombsOfScans) {
    const Decoded decoded = decode_file("scan_bomb.jpg");
    EXPECT_EQ(decoded.reason(), "corrupt");
    EXPECT_EQ(decoded.message(), "it has more than 256 scans");
}

TEST(Jpeg, PredictsTheMemoryOfCoefficientsBeforeDecoding) {
    core::Limits limits;
    limits.max_memory = 5'000'000;  // 1600 × 1200 at 4:2:0 keeps 1.5 coefficients of 2 bytes a pixel: 5.8 MB
    const Decoded decoded = decode_file("progressive_arithmetic.jpg", limits);
    EXPECT_EQ(decoded.reason(), "memory");
    EXPECT_EQ(decoded.sink.pixels(), 0U);
    EXPECT_EQ(decode_file("arithmetic.jpg", limits).reason(), "memory");
    limits.max_memory = 7'000'000;
    EXPECT_EQ(decode_file("progressive_arithmetic.jpg", limits).reason(), "none");
    limits.max_memory = 50'000;  // without coefficients it takes a byte a block, where scans bring one colour each
    for (const char* name : {"baseline.jpg", "progressive.jpg", "sequential_scans.jpg"})
        EXPECT_EQ(decode_file(name, limits).reason(), "none") << name;
    limits.max_memory = 40'000;
    EXPECT_EQ(decode_file("sequential_scans.jpg", limits).reason(), "memory");
    EXPECT_EQ(decode_file("baseline.jpg", limits).reason(), "none");
}

TEST(Jpeg, StopsAtTheDeadline) {
    const core::StopToken late(nullptr, core::StopToken::Clock::now());
    for (const char* name : {"baseline.jpg", "progressive.jpg", "arithmetic.jpg", "small_progressive.jpg"}) {
        EXPECT_EQ(decode_file(name, {}, late).reason(), "timeout") << name;
    }
}

class StoppingSink final : public testing::SummingSink {
  public:
    void rgb(std::span<const std::uint8_t> pixels) override {
        SummingSink::rgb(pixels);
        stop.store(true);
    }
    std::atomic<bool> stop = false;
};

TEST(Jpeg, StopsBetweenRowsWhenAsked) {
    const core::Blob blob = blob_of(fixture_bytes("baseline.jpg"));
    Header header = probe(blob, {}).value();
    StoppingSink sink;
    const core::StopToken stop(&sink.stop, core::StopToken::Clock::time_point::max());
    const auto report = decode_jpeg({blob, header, {}, stop, sink});
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.failure().reason, core::FailureReason::Cancelled);
    EXPECT_GT(sink.pixels(), 0U);
    EXPECT_LT(sink.pixels(), 200U * 150U / 2);
}

TEST(Jpeg, PrintsNothing) {
    ::testing::internal::CaptureStderr();
    ::testing::internal::CaptureStdout();
    for (const char* name : {"damaged_restart.jpg", "truncated_baseline.jpg", "trailing_garbage.jpg", "scan_bomb.jpg",
                             "profile_damaged.jpg", "cut_in_header.jpg"}) {
        decode_file(name);
    }
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST(Jpeg, ThreadsDoNotDisturbEachOther) {
    const Decoded alone = decode_file("wide_gamut_progressive.jpg");
    std::vector<double> means(6);
    std::vector<std::thread> threads;
    for (double& mean : means) {
        threads.emplace_back([&mean] {
            for (int i = 0; i < 5; ++i) {
                decode_file("truncated_baseline.jpg");
                mean = decode_file("wide_gamut_progressive.jpg").sink.mean(0);
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (const double mean : means)
        EXPECT_EQ(mean, alone.sink.mean(0));
}

}  // namespace
}  // namespace photolibrary::image
