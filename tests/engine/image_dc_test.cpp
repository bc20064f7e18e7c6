#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdio>  // jpeglib.h needs FILE

#include <jpeglib.h>

#include <array>
#include <atomic>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/image_fixtures.hpp"
#include "engine/jpeg_layouts.hpp"
#include "image/jpeg/dc_image.hpp"
#include "image/jpeg/dc_reader.hpp"
#include "image/jpeg/dc_streams.hpp"
#include "image/jpeg/dc_windows.hpp"
#include "image/jpeg/jpeg_huffman.hpp"

namespace photolibrary::image {
namespace {

using testing::blob_of;
using testing::fixture_bytes;
using testing::jpeg_of;
using testing::Layout;
using testing::layouts;
using testing::Random;
using testing::Sampling;

/// Keeps what it is given.
struct Terms final : DcSink {
    std::optional<core::Failure> begin(const JpegFrame& frame, bool, bool) override {
        planes.assign(frame.components.size(), {});
        missing.assign(frame.components.size(), 0);
        high = frame.mcus_high;
        return std::nullopt;
    }
    void row(const DcRow& row) override {
        std::vector<int>& plane = planes[row.component];
        EXPECT_EQ(plane.size(), std::size_t{row.y} * row.terms.size()) << "rows come in order, each once";
        plane.insert(plane.end(), row.terms.begin(), row.terms.end());
        missing[row.component] = row.missing_bits;
    }
    std::optional<core::Failure> completed(std::uint32_t mcu_rows) override {
        EXPECT_GE(mcu_rows, done);
        done = mcu_rows;
        return std::nullopt;
    }

    std::vector<std::vector<int>> planes;
    std::vector<int> missing;
    std::uint32_t high = 0;
    std::uint32_t done = 0;
};

struct Read {
    DcOutcome outcome;
    Terms terms;
    std::uint64_t bytes_read = 0;
};

Read read(std::string bytes, const core::Helpers* helpers = nullptr) {
    Read result;
    const core::Blob blob = blob_of(std::move(bytes));
    result.outcome = read_dc_terms(blob, {}, result.terms, helpers);
    result.bytes_read = blob.bytes_read();
    return result;
}

struct ErrorManager {
    jpeg_error_mgr base;
    std::jmp_buf jump;
};

/// The same of libjpeg, which decodes the whole file; less the bits that are missing.
std::vector<std::vector<int>> libjpeg_terms(const std::string& bytes, const std::vector<int>& missing) {
    std::vector<std::vector<int>> planes;
    jpeg_decompress_struct info{};
    ErrorManager errors{};
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = [](j_common_ptr raiser) {
        std::longjmp(reinterpret_cast<ErrorManager*>(raiser->err)->jump, 1);
    };
    errors.base.output_message = [](j_common_ptr) {};
    if (setjmp(errors.jump) == 0) {
        jpeg_create_decompress(&info);
        jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
        jpeg_read_header(&info, TRUE);
        jvirt_barray_ptr* const arrays = jpeg_read_coefficients(&info);
        planes.resize(static_cast<std::size_t>(info.num_components));
        for (std::size_t i = 0; i < planes.size(); ++i) {
            for (JDIMENSION y = 0; y < info.comp_info[i].height_in_blocks; ++y) {
                JBLOCKARRAY row =
                    info.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&info), arrays[i], y, 1, FALSE);
                for (JDIMENSION x = 0; x < info.comp_info[i].width_in_blocks; ++x)
                    planes[i].push_back(row[0][x][0] >> missing[i]);
            }
        }
    } else {
        ADD_FAILURE() << "libjpeg cannot read it";
    }
    jpeg_destroy_decompress(&info);
    return planes;
}

void expect_equal_to_libjpeg(const std::string& bytes, const std::string& what) {
    const Read result = read(bytes);
    ASSERT_TRUE(result.outcome.is_ours) << what;
    ASSERT_FALSE(result.outcome.failure) << what << ": " << result.outcome.failure->message;
    EXPECT_EQ(result.terms.done, result.terms.high) << what;
    EXPECT_EQ(result.terms.planes, libjpeg_terms(bytes, result.terms.missing)) << what;
}

TEST(DcReader, EqualsLibjpegInEveryLayout) {
    for (const Layout& layout : layouts())
        expect_equal_to_libjpeg(jpeg_of(layout), layout.name);
}

/// Several windows, each read by several streams; busy and empty blocks.
TEST(DcReader, EqualsLibjpegOverManyWindows) {
    for (const int busy : {1, 12, 60}) {
        for (const int restart : {0, 5, 3000}) {
            Layout layout{.name = "large, " + std::to_string(busy) + " %, restart " + std::to_string(restart),
                          .components = {{2, 2}, {1, 1}, {1, 1}},
                          .width = 1531,
                          .height = 1201,
                          .busy = busy,
                          .restart = restart};
            const std::string bytes = jpeg_of(layout);
            ASSERT_GT(bytes.size(), DcStreams::max_window_bytes);
            expect_equal_to_libjpeg(bytes, layout.name);
            layout.optimised = false;
            expect_equal_to_libjpeg(jpeg_of(layout), layout.name + ", usual codes");
        }
    }
}

/// Threads that are made for each piece of work.
class Threads final : public core::Helpers {
  public:
    explicit Threads(std::size_t count) : count_(count) {}

    std::size_t idle() const noexcept override { return count_; }

    void run(const Work& own, const Work& help, std::size_t count) const override {
        ++calls;
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back(help);
        own();
    }

    mutable int calls = 0;

  private:
    std::size_t count_;
};

/// Helpers that never come.
class Nobody final : public core::Helpers {
  public:
    std::size_t idle() const noexcept override { return 1; }
    void run(const Work& own, const Work&, std::size_t) const override { own(); }
};

void expect_same(const Read& alone, const Read& helped, const std::string& what) {
    EXPECT_TRUE(helped.terms.planes == alone.terms.planes) << what;
    EXPECT_EQ(helped.terms.done, alone.terms.done) << what;
    EXPECT_EQ(helped.outcome.is_ours, alone.outcome.is_ours) << what;
    ASSERT_EQ(helped.outcome.failure.has_value(), alone.outcome.failure.has_value()) << what;
    if (!alone.outcome.failure) {
        EXPECT_EQ(helped.bytes_read, alone.bytes_read) << what;
        return;
    }
    EXPECT_EQ(helped.outcome.failure->reason, alone.outcome.failure->reason) << what;
    EXPECT_EQ(helped.outcome.failure->message, alone.outcome.failure->message) << what;
}

void expect_same_with_helpers(const std::string& bytes, const std::string& what) {
    const Read alone = read(bytes);
    for (const std::size_t count : {1, 2}) {
        const Threads threads(count);
        expect_same(alone, read(bytes, &threads), what + ", " + std::to_string(count + 1) + " threads");
    }
}

/// Large enough to be shared.
std::string large_jpeg(Layout layout) {
    layout.width = 1003;
    layout.height = layout.components.size() == 1 ? 2701 : 1801;
    layout.busy = 100;
    std::string bytes = jpeg_of(layout);
    EXPECT_GT(bytes.size(), 1U << 20) << layout.name;
    return bytes;
}

const Layout usual{.name = "4:2:0", .components = {{2, 2}, {1, 1}, {1, 1}}};

TEST(DcReader, HelpersChangeNothing) {
    for (const Layout& layout : layouts()) {
        // Of those that are not shared, one of each kind.
        const bool is_shared = layout.restart == 0 && !layout.progressive && !layout.one_by_one;
        if (!is_shared && (layout.components.size() == 1 || layout.components[0].v == 1)) continue;
        if (!is_shared && layout.restart != 0 && layout.restart != 40) continue;
        const std::string bytes = large_jpeg(layout);
        expect_same_with_helpers(bytes, layout.name);
        const Threads threads(2);
        read(bytes, &threads);
        EXPECT_EQ(threads.calls, is_shared ? 1 : 0) << layout.name;
    }
}

TEST(DcReader, HelpersChangeNothingOfDamagedFiles) {
    const std::string whole = large_jpeg(usual);
    Random random(20260202);
    for (int round = 0; round < 12; ++round) {
        std::string bytes = whole;
        const auto anywhere = [&] {
            return 700 + static_cast<std::size_t>(random.below(static_cast<int>(whole.size() - 700)));
        };
        if (round % 3 == 0) bytes.resize(anywhere());
        if (round % 3 != 0) bytes[anywhere()] = static_cast<char>(random.below(256));
        if (round % 3 == 2) bytes.insert(anywhere(), std::string(1 + random.below(400'000), '\xFF') + '\x00');
        expect_same_with_helpers(bytes, "round " + std::to_string(round));
    }
}

/// Files that end, or have a marker, where one window ends and the next begins.
TEST(DcReader, HelpersChangeNothingAtTheBordersOfWindows) {
    const std::string whole = large_jpeg(usual);
    const std::size_t data = whole.find("\xFF\xDA") + 14;  // behind a header of three components
    const auto expect_same_as_alone = [](const std::string& bytes, const std::string& what) {
        const Nobody nobody;
        expect_same(read(bytes), read(bytes, &nobody), what);
    };
    for (std::size_t at = data + 3 * DcWindow::file_bytes - 6; at < data + 3 * DcWindow::file_bytes + 6; ++at) {
        expect_same_as_alone(whole.substr(0, at), "cut at " + std::to_string(at));
        for (const char* marker : {"\xFF\xD9", "\xFF\xFF\xFF\xC4"})
            expect_same_as_alone(std::string(whole).insert(at, marker), "marker at " + std::to_string(at));
        expect_same_as_alone(std::string(whole).insert(at, std::string("\xFF\x00", 2)), "FF at " + std::to_string(at));
    }
}

/// Says when it has enough.
struct ShortTerms final : DcSink {
    std::optional<core::Failure> begin(const JpegFrame&, bool, bool) override { return std::nullopt; }
    void row(const DcRow&) override {}
    std::optional<core::Failure> completed(std::uint32_t mcu_rows) override {
        done = mcu_rows;
        if (mcu_rows == 3) stop = true;
        if (mcu_rows == 9 && throws) throw std::bad_alloc();
        return std::nullopt;
    }
    bool throws = false;
    std::uint32_t done = 0;
    std::atomic<bool> stop{false};
};

TEST(DcReader, StopsWhenAskedWithHelpers) {
    const core::Blob blob = blob_of(large_jpeg(usual));
    const Threads threads(2);
    ShortTerms terms;
    const core::StopToken stop(&terms.stop, core::StopToken::Clock::time_point::max());
    const DcOutcome outcome = read_dc_terms(blob, stop, terms, &threads);
    ASSERT_TRUE(outcome.failure);
    EXPECT_EQ(outcome.failure->reason, core::FailureReason::Cancelled);
    EXPECT_EQ(terms.done, 3U);
    EXPECT_EQ(threads.calls, 1);
}

TEST(DcReader, HelpersEndBeforeAnExceptionLeaves) {
    const core::Blob blob = blob_of(large_jpeg(usual));
    const Threads threads(2);
    ShortTerms terms;
    terms.throws = true;
    EXPECT_THROW(read_dc_terms(blob, {}, terms, &threads), std::bad_alloc);
    EXPECT_EQ(terms.done, 9U);
}

TEST(DcReader, EqualsLibjpegOverTheFixtures) {
    for (const char* name :
         {"baseline.jpg", "baseline_444.jpg", "restart.jpg", "rgb_jpeg.jpg", "grey.jpg", "progressive.jpg",
          "progressive_grey.jpg", "progressive_split_dc.jpg", "progressive_late_dc.jpg", "sequential_scans.jpg",
          "tiny.jpg", "one_pixel.jpg", "small_progressive.jpg", "no_end_marker.jpg", "trailing_garbage.jpg",
          "orientation_6.jpg", "wide_gamut.jpg"}) {
        expect_equal_to_libjpeg(fixture_bytes(name), name);
    }
}

TEST(DcReader, LeavesOddFilesToLibjpeg) {
    for (const char* name :
         {"arithmetic.jpg", "progressive_arithmetic.jpg", "cmyk.jpg", "header_only.jpg", "cut_in_header.jpg"}) {
        const Read result = read(fixture_bytes(name));
        EXPECT_FALSE(result.outcome.is_ours) << name;
        EXPECT_EQ(result.terms.done, 0U) << name;
    }
}

/// Offsets of all markers SOS, and of the end.
std::vector<std::size_t> scan_offsets(const std::string& jpeg) {
    std::vector<std::size_t> offsets;
    for (std::size_t at = jpeg.find("\xFF\xDA"); at != std::string::npos; at = jpeg.find("\xFF\xDA", at + 2))
        offsets.push_back(at);
    offsets.push_back(jpeg.size());
    return offsets;
}

TEST(DcReader, ReadsOnlyTheFirstDcPass) {
    for (const Layout& layout : {Layout{.name = "4:2:0",
                                .components = {{2, 2}, {1, 1}, {1, 1}},
                                .width = 3000,
                                .height = 2000,
                                .progressive = true},
                                 Layout{.name = "4:4:4",
                                 .components = {{1, 1}, {1, 1}, {1, 1}},
                                 .width = 1700,
                                 .height = 1300,
                                 .busy = 3,
                                 .progressive = true}}) {
        std::string bytes = jpeg_of(layout);
        // The refinement's SOS follows its own tables; they are a few hundred bytes at most.
        const std::size_t end = scan_offsets(bytes)[1];
        const Read whole = read(bytes);
        ASSERT_FALSE(whole.outcome.failure) << layout.name;
        EXPECT_LE(static_cast<double>(whole.bytes_read), 1.15 * static_cast<double>(end)) << layout.name;
        EXPECT_LT(whole.bytes_read, bytes.size() / 2) << layout.name;
        std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(end), bytes.end(), '\x5A');
        EXPECT_EQ(read(bytes).terms.planes, whole.terms.planes) << layout.name << ": what follows does not count";
    }
}

TEST(DcReader, WhatIsCutOffIsMissed) {
    for (const bool progressive : {false, true}) {
        for (const int restart : {0, 3}) {
            const Layout layout{
                .name = "cut", .components = {{2, 1}, {1, 1}, {1, 1}}, .restart = restart, .progressive = progressive};
            const std::string bytes = jpeg_of(layout);
            const std::vector<std::size_t> scans = scan_offsets(bytes);
            const std::size_t data = scans[0] + 14;
            for (std::size_t length = data; length < scans[1]; length += 1 + length % 7) {
                const Read result = read(bytes.substr(0, length));
                ASSERT_TRUE(result.outcome.is_ours) << length;
                // An encoder fills its last byte up, and another table stands before the next scan.
                if (!result.outcome.failure) {
                    EXPECT_GT(length + 600, scans[1]);
                    continue;
                }
                EXPECT_EQ(result.outcome.failure->reason, core::FailureReason::Corrupt);
                EXPECT_TRUE(result.outcome.failure->message.starts_with("it ends after "))
                    << length << ": " << result.outcome.failure->message;
            }
        }
    }
}

TEST(DcReader, ARestartMarkerOutOfItsOrderIsDamage) {
    std::string bytes = jpeg_of({.name = "", .components = {{1, 1}}, .restart = 18});  // a row of blocks
    const std::size_t third = bytes.find("\xFF\xD2");
    ASSERT_NE(third, std::string::npos);
    bytes[third + 1] = '\xD3';
    const Read result = read(bytes);
    ASSERT_TRUE(result.outcome.failure);
    EXPECT_EQ(result.outcome.failure->message, "its data is damaged from row 24 on");
}

TEST(DcReader, FillBytesBeforeMarkersAreSkipped) {
    const Layout layout{.name = "fill", .components = {{2, 2}, {1, 1}, {1, 1}}, .restart = 2};
    std::string bytes = jpeg_of(layout);
    const Read plain = read(bytes);
    for (std::size_t at = scan_offsets(bytes)[0]; at + 1 < bytes.size(); ++at) {
        const auto next = static_cast<unsigned char>(bytes[at + 1]);
        if (bytes[at] != '\xFF' || next < 0xD0 || next > 0xD7) continue;
        bytes.insert(at, "\x12\xFF\xFF");  // and a byte that no block needs
        at += 4;
    }
    const Read filled = read(bytes);
    ASSERT_FALSE(filled.outcome.failure) << filled.outcome.failure->message;
    EXPECT_EQ(filled.terms.planes, plain.terms.planes);
    expect_equal_to_libjpeg(bytes, "fill bytes");
}

/// Whatever the damage, a picture that is delivered is whole.
TEST(DcReader, DamageIsAnswered) {
    Random random(20260101);
    const core::Limits limits;
    for (const char* name : {"tiny.jpg", "small_progressive.jpg", "small.jpg", "tiny_progressive.jpg"}) {
        const std::string original = fixture_bytes(name);
        for (int round = 0; round < 150; ++round) {
            std::string bytes = original;
            for (int i = 1 + random.below(6); i > 0; --i) {
                const int at = random.below(random.below(3) == 0 ? 700 : static_cast<int>(bytes.size()));
                bytes[static_cast<std::size_t>(at)] = static_cast<char>(random.below(256));
            }
            if (random.below(8) == 0)
                bytes.resize(static_cast<std::size_t>(random.below(static_cast<int>(bytes.size()))));
            const core::Blob blob = blob_of(bytes.empty() ? "x" : bytes);
            const auto header = probe(blob, {});
            if (!header || header.value().pixels() > 10'000'000) continue;
            testing::SummingSink sink;
            DcImage image(header.value(), nullptr, limits, sink);
            const DcOutcome outcome = read_dc_terms(blob, {}, image);
            if (!outcome.is_ours || outcome.failure) continue;
            const auto pixels = [](std::uint64_t side) { return (side + 7) / 8; };
            EXPECT_EQ(sink.pixels(), pixels(header.value().width) * pixels(header.value().height));
        }
    }
}

TEST(DcReader, StopsWhenAsked) {
    const std::string bytes = fixture_bytes("baseline.jpg");
    const core::Blob blob = blob_of(bytes);
    const core::StopToken late(nullptr, core::StopToken::Clock::now());
    Terms terms;
    const DcOutcome outcome = read_dc_terms(blob, late, terms);
    ASSERT_TRUE(outcome.failure);
    EXPECT_EQ(outcome.failure->reason, core::FailureReason::Timeout);
    EXPECT_LE(terms.done, 1U);
}

/// Keeps all pixels.
struct Pixels final : PixelSink {
    void rgb(std::span<const std::uint8_t> pixels) override { bytes.insert(bytes.end(), pixels.begin(), pixels.end()); }
    void rgba(std::span<const std::uint8_t>) override { ADD_FAILURE() << "a JPEG has no alpha"; }
    std::vector<std::uint8_t> bytes;
};

std::vector<std::uint8_t> pixels_of(const std::string& name) {
    const core::Blob blob = blob_of(fixture_bytes(name));
    Header header = probe(blob, {}).value();
    Pixels sink;
    const auto report = decode(blob, header, {}, {}, sink);
    EXPECT_TRUE(report.ok()) << name;
    return sink.bytes;
}

TEST(DcImage, IsTheSameWhoeverReadsTheFile) {
    const std::vector<std::uint8_t> ours = pixels_of("baseline.jpg");
    ASSERT_EQ(ours.size(), 200U * 150U * 3U);
    EXPECT_EQ(pixels_of("arithmetic.jpg"), ours) << "by libjpeg";
    EXPECT_EQ(pixels_of("restart.jpg"), ours);
    EXPECT_EQ(pixels_of("sequential_scans.jpg"), ours);
    EXPECT_EQ(pixels_of("progressive_split_dc.jpg").size(), ours.size());
    EXPECT_EQ(pixels_of("progressive_arithmetic.jpg"), pixels_of("progressive.jpg"));
}

JpegFrame frame_of(std::uint32_t width, std::uint32_t height, const std::vector<Sampling>& samplings) {
    JpegFrame frame;
    frame.width = width;
    frame.height = height;
    for (const Sampling& sampling : samplings) {
        frame.components.push_back(
            {.h = static_cast<std::uint8_t>(sampling.h), .v = static_cast<std::uint8_t>(sampling.v)});
    }
    frame.lay_out();
    return frame;
}

/// A picture of rows of terms; all quantisers are 8, so that a term is a level above 128.
std::vector<std::uint8_t> image_of(const JpegFrame& frame, bool is_rgb,
                                   const std::vector<std::vector<std::vector<std::int16_t>>>& planes, int missing = 0) {
    const Header header{
        .width = frame.width, .height = frame.height, .components = static_cast<std::uint8_t>(frame.components.size())};
    Pixels sink;
    const core::Limits limits;
    DcImage image(header, nullptr, limits, sink);
    EXPECT_FALSE(image.begin(frame, is_rgb, false));
    for (std::size_t component = 0; component < planes.size(); ++component) {
        for (std::size_t y = 0; y < planes[component].size(); ++y) {
            image.row({.component = component,
                       .y = static_cast<std::uint32_t>(y),
                       .terms = planes[component][y],
                       .quantizer = 8,
                       .missing_bits = static_cast<std::uint8_t>(missing)});
        }
    }
    EXPECT_FALSE(image.completed(frame.mcus_high));
    return sink.bytes;
}

TEST(DcImage, ComputesLevels) {
    using Bytes = std::vector<std::uint8_t>;
    const JpegFrame grey = frame_of(17, 8, {{1, 1}});
    EXPECT_EQ(image_of(grey, false, {{{0, 100, -100}}}), (Bytes{128, 128, 128, 228, 228, 228, 28, 28, 28}));
    EXPECT_EQ(image_of(grey, false, {{{127, 128, 1000}}}), (Bytes{255, 255, 255, 255, 255, 255, 255, 255, 255}));
    EXPECT_EQ(image_of(grey, false, {{{-128, -129, -1000}}}), (Bytes{0, 0, 0, 0, 0, 0, 0, 0, 0}));
    // With two bits missing a term stands for 4, and half of that is likely to come.
    EXPECT_EQ(image_of(grey, false, {{{0, 10, -10}}}, 2), (Bytes{130, 130, 130, 170, 170, 170, 90, 90, 90}));
    EXPECT_EQ(image_of(grey, false, {{{32767, -32768, 0}}}, 13)[0], 255) << "no overflow";
    const JpegFrame rgb = frame_of(8, 8, {{1, 1}, {1, 1}, {1, 1}});
    EXPECT_EQ(image_of(rgb, true, {{{10}}, {{20}}, {{30}}}), (Bytes{138, 148, 158}));
}

TEST(DcImage, ReplicatesCoarserComponents) {
    // Three and two samples over the same width of 48 pixels, on 6 x 2 blocks.
    const JpegFrame frame = frame_of(48, 16, {{3, 2}, {1, 1}, {2, 1}});
    const auto pixels =
        image_of(frame, true, {{{0, 1, 2, 3, 4, 5}, {10, 11, 12, 13, 14, 15}}, {{20, 21}}, {{30, 31, 32, 33}}});
    ASSERT_EQ(pixels.size(), 36U);
    const std::array<int, 12> red = {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15};
    const std::array<int, 6> green = {20, 20, 20, 21, 21, 21};
    const std::array<int, 6> blue = {30, 30, 31, 32, 32, 33};
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_EQ(pixels[3 * i], 128 + red[i]) << i;
        EXPECT_EQ(pixels[3 * i + 1], 128 + green[i % 6]) << i;
        EXPECT_EQ(pixels[3 * i + 2], 128 + blue[i % 6]) << i;
    }
}

TEST(DcImage, ConvertsAsJfifSays) {
    const JpegFrame frame = frame_of(8, 8, {{1, 1}, {1, 1}, {1, 1}});
    for (int y = 0; y <= 255; y += 15) {
        for (int cb = 0; cb <= 255; cb += 15) {
            for (int cr = 0; cr <= 255; cr += 15) {
                const auto term = [](int level) { return static_cast<std::int16_t>(level - 128); };
                const auto pixel = image_of(frame, false, {{{term(y)}}, {{term(cb)}}, {{term(cr)}}});
                const std::array<double, 3> expected = {
                    y + 1.402 * (cr - 128), y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128), y + 1.772 * (cb - 128)};
                for (std::size_t i = 0; i < 3; ++i)
                    ASSERT_NEAR(pixel[i], std::clamp(expected[i], 0.0, 255.0), 0.51) << y << ' ' << cb << ' ' << cr;
            }
        }
    }
}

TEST(DcImage, KeepsToTheLimitOfMemory) {
    core::Limits limits;
    limits.max_memory = 30'000;
    Pixels sink;
    const Header header{.width = 1600, .height = 1200};
    const JpegFrame frame = frame_of(1600, 1200, {{2, 2}, {1, 1}, {1, 1}});  // 45,000 blocks
    DcImage in_order(header, nullptr, limits, sink);
    EXPECT_FALSE(in_order.begin(frame, false, true)) << "two rows are kept";
    DcImage at_once(header, nullptr, limits, sink);
    const auto failure = at_once.begin(frame, false, false);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->reason, core::FailureReason::Memory);
}

TEST(Huffman, RefusesImpossibleCodes) {
    HuffmanSpec spec;
    EXPECT_TRUE(HuffmanCode::of(spec)) << "without any code";
    spec.counts[0] = 2;
    EXPECT_FALSE(HuffmanCode::of(spec)) << "a code of ones only";
    spec.counts[0] = 1;
    spec.counts[1] = 1;
    EXPECT_TRUE(HuffmanCode::of(spec));
    spec.counts[1] = 2;
    EXPECT_FALSE(HuffmanCode::of(spec));
    spec = {};
    spec.counts[15] = 255;
    spec.counts[14] = 2;
    EXPECT_FALSE(HuffmanCode::of(spec)) << "more codes than symbols";
    spec = {};
    spec.counts[1] = 1;
    spec.symbols[0] = 16;
    EXPECT_FALSE(dc_table_of(spec)) << "a difference of 16 bits";
    EXPECT_TRUE(ac_table_of(spec));
}

HuffmanSpec random_code(Random& random) {
    for (;;) {
        HuffmanSpec spec;
        for (std::uint8_t& count : spec.counts)
            count = static_cast<std::uint8_t>(random.below(random.below(3) == 0 ? 12 : 3));
        for (std::uint8_t& symbol : spec.symbols)
            symbol = static_cast<std::uint8_t>(random.below(256));
        if (HuffmanCode::of(spec)) return spec;
    }
}

/// Each entry says the same as the code, symbol by symbol.
TEST(Huffman, TablesEqualTheirCodes) {
    Random random(99);
    for (int round = 0; round < 30; ++round) {
        const AcTable table(*HuffmanCode::of(random_code(random)));
        for (std::uint32_t window = 0; window < table.fast.size(); ++window) {
            const std::uint32_t entry = table.fast[window];
            const std::uint32_t bits = entry & AcTable::bits_mask;
            ASSERT_LE(bits, AcTable::max_fast_bits);
            if (bits == 0) {
                ASSERT_EQ(entry, AcTable::end_of_block);
                const auto symbol = table.code.decode(window << 4);
                const unsigned size = symbol.value & 15U;
                ASSERT_TRUE(symbol.length == 0 || symbol.length > 12 || symbol.length + size > AcTable::max_fast_bits);
                continue;
            }
            std::uint32_t at = 0;
            std::uint32_t coefficients = 0;
            bool ends = false;
            while (at < bits) {
                ASSERT_FALSE(ends);
                const auto symbol = table.code.decode(window << (4 + at) & 0xFFFF);
                ASSERT_NE(symbol.length, 0);
                ASSERT_LE(at + symbol.length, AcTable::window_bits) << "no code is guessed";
                at += symbol.length + (symbol.value & 15U);
                ends = (symbol.value & 15U) == 0 && symbol.value != 0xF0;
                coefficients += ends ? 0 : (symbol.value >> 4) + 1U;
            }
            ASSERT_EQ(at, bits);
            ASSERT_EQ(entry, (ends ? AcTable::end_of_block : 0) | coefficients << AcTable::count_shift | bits);
        }
    }
}

TEST(Huffman, TablesAreSharedAndBounded) {
    Random random(5);
    const HuffmanSpec spec = random_code(random);
    auto table = ac_table_of(spec);
    EXPECT_EQ(ac_table_of(spec), table);
    const std::weak_ptr<const AcTable> seen = table;
    table.reset();
    for (int i = 0; i < 100; ++i)
        ac_table_of(random_code(random));
    EXPECT_TRUE(seen.expired());
}

}  // namespace
}  // namespace photolibrary::image
