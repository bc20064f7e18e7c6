#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/analyse.hpp"
#include "engine/image_fixtures.hpp"
#include "engine/jpeg_layouts.hpp"
#include "image/arrival_watcher.hpp"
#include "image/jpeg/dc_reader.hpp"

namespace photolibrary::image {
namespace {

using testing::blob_of;
using testing::fixture_bytes;
using testing::jpeg_of;
using testing::Layout;
using testing::layouts;
using testing::Random;
using Verdict = ArrivalWatcher::Verdict;

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

/// A watcher that has seen all bytes at once.
ArrivalWatcher watched(std::string_view bytes) {
    ArrivalWatcher watcher;
    watcher.look(bytes_of(bytes));
    return watcher;
}

Verdict verdict_of(std::string_view bytes) {
    return ArrivalWatcher().look(bytes_of(bytes));
}

/// Adds pieces, each as long as next() says, and expects what one piece gave.
template <class Next>
void expect_same_in_pieces(std::string_view bytes, const Next& next, const std::string& what) {
    ArrivalWatcher once;
    const Verdict verdict = once.look(bytes_of(bytes));
    ArrivalWatcher watcher;
    Verdict last = Verdict::Undecided;
    for (std::size_t seen = 0; seen < bytes.size();) {
        seen = std::min(bytes.size(), seen + next());
        const Verdict now = watcher.look(bytes_of(bytes.substr(0, seen)));
        ASSERT_TRUE(last == Verdict::Undecided || now == last) << what << ": it stays what it is";
        ASSERT_TRUE(now != Verdict::Complete || watcher.needed() <= seen) << what;
        last = now;
    }
    EXPECT_EQ(last, verdict) << what;
    EXPECT_TRUE(verdict != Verdict::Complete || watcher.needed() == once.needed()) << what;
    EXPECT_EQ(watcher.failure().has_value(), once.failure().has_value()) << what;
}

void expect_same_in_all_pieces(std::string_view bytes, const std::string& what) {
    expect_same_in_pieces(
        bytes, [] { return std::size_t{1}; }, what + ", byte by byte");
    for (const int longest : {3, 700, 40'000}) {
        Random random(static_cast<std::uint32_t>(longest));
        expect_same_in_pieces(
            bytes, [&] { return static_cast<std::size_t>(1 + random.below(longest)); },
            what + ", pieces of up to " + std::to_string(longest));
    }
}

core::Outcome<analysis::Analysis> analyse(std::string bytes) {
    return analysis::analyse(blob_of(std::move(bytes)), {}, {});
}

void expect_same_analysis(const std::string& bytes, const analysis::Analysis& expected, const std::string& what) {
    const auto outcome = analyse(bytes);
    ASSERT_TRUE(outcome.ok()) << what << ": " << outcome.failure().message;
    const analysis::Analysis& got = outcome.value();
    EXPECT_EQ(got.width, expected.width) << what;
    EXPECT_EQ(got.height, expected.height) << what;
    EXPECT_EQ(got.decode.decoder, expected.decode.decoder) << what;
    EXPECT_EQ(got.decode.method, expected.decode.method) << what;
    EXPECT_EQ(got.decode.scale_eighths, expected.decode.scale_eighths) << what;
    EXPECT_EQ(got.decode.color_space, expected.decode.color_space) << what;
    EXPECT_EQ(got.decode.gamut, expected.decode.gamut) << what;
    EXPECT_EQ(got.palette.average.packed(), expected.palette.average.packed()) << what;
    EXPECT_EQ(got.palette.monochrome, expected.palette.monochrome) << what;
    ASSERT_EQ(got.palette.swatches.size(), expected.palette.swatches.size()) << what;
    for (std::size_t i = 0; i < got.palette.swatches.size(); ++i) {
        EXPECT_EQ(got.palette.swatches[i].color.packed(), expected.palette.swatches[i].color.packed()) << what;
        EXPECT_EQ(got.palette.swatches[i].share, expected.palette.swatches[i].share) << what;
    }
}

/// Expects that needed() bytes are enough, and no byte fewer; that they give what the whole file gives; and that
/// nothing behind them counts.
void expect_enough(const std::string& bytes, const std::string& what) {
    ArrivalWatcher watcher;
    ASSERT_EQ(watcher.look(bytes_of(bytes)), Verdict::Complete) << what;
    const auto needed = static_cast<std::size_t>(watcher.needed());
    ASSERT_LT(needed, bytes.size()) << what;
    EXPECT_EQ(end_of_dc_pass(blob_of(bytes)), needed - 2) << what;
    EXPECT_EQ(verdict_of(std::string_view(bytes).substr(0, needed)), Verdict::Complete) << what;
    EXPECT_EQ(verdict_of(std::string_view(bytes).substr(0, needed - 1)), Verdict::Undecided) << what;
    const auto whole = analyse(bytes);
    ASSERT_TRUE(whole.ok()) << what << ": " << whole.failure().message;
    EXPECT_EQ(whole.value().decode.scale_eighths, 1) << what;
    expect_same_analysis(bytes.substr(0, needed), whole.value(), what + ", cut off");
    std::string changed = bytes;
    for (std::size_t at = needed; at < changed.size(); ++at)
        changed[at] = static_cast<char>(~changed[at]);
    EXPECT_EQ(verdict_of(changed), Verdict::Complete) << what;
    EXPECT_EQ(watched(changed).needed(), needed) << what;
    expect_same_analysis(changed, whole.value(), what + ", followed by something else");
}

/// Large enough for 1/8; in each layout that is progressive.
std::vector<Layout> large_layouts() {
    std::vector<Layout> result;
    for (Layout& layout : layouts()) {
        if (!layout.progressive || layout.restart == 1 || layout.restart == 40) continue;
        layout.width = 1043;
        layout.height = 1021;
        layout.busy = 0;
        result.push_back(layout);
    }
    result.push_back(result.front());
    result.back().name = "grey, three bits left to later passes";
    result.back().low_bit = 3;
    return result;
}

constexpr const char* progressive_fixtures[] = {"progressive.jpg",
                                                "progressive_444.jpg",
                                                "progressive_grey.jpg",
                                                "progressive_split_dc.jpg",
                                                "progressive_late_dc.jpg",
                                                "progressive_restart.jpg",
                                                "progressive_orientation_6.jpg",
                                                "progressive_arithmetic.jpg",
                                                "wide_gamut_progressive.jpg"};

TEST(ArrivalWatcher, FirstPassIsEnoughInEveryLayout) {
    const std::vector<Layout> all = large_layouts();
    EXPECT_EQ(all.size(), 11U * 2 * 2 + 1);
    for (const Layout& layout : all)
        expect_enough(jpeg_of(layout), layout.name);
}

TEST(ArrivalWatcher, FirstPassIsEnoughOfThePhotos) {
    for (const char* name : progressive_fixtures)
        expect_enough(fixture_bytes(name), name);
}

TEST(ArrivalWatcher, SeesWhatIsInTheHeader) {
    const auto cut = [](const std::string& bytes) {
        return analyse(bytes.substr(0, static_cast<std::size_t>(watched(bytes).needed())));
    };
    const auto turned = cut(fixture_bytes("progressive_orientation_6.jpg"));
    ASSERT_TRUE(turned.ok());
    EXPECT_EQ(turned.value().width, 1200U);
    EXPECT_EQ(turned.value().height, 1600U);
    const auto profiled = cut(fixture_bytes("wide_gamut_progressive.jpg"));
    ASSERT_TRUE(profiled.ok());
    EXPECT_NE(profiled.value().decode.color_space, cut(fixture_bytes("progressive.jpg")).value().decode.color_space);
}

TEST(ArrivalWatcher, SaysTheSameInWhateverPieces) {
    for (const char* name : progressive_fixtures)
        expect_same_in_all_pieces(fixture_bytes(name), name);
    for (const char* name :
         {"baseline.jpg", "small_progressive.jpg", "cmyk.jpg", "photo.png", "lossy.webp", "photo.tif",
          "progressive_cut_after_dc.jpg", "truncated_progressive.jpg", "page.jpg", "zeros.jpg"}) {
        expect_same_in_all_pieces(fixture_bytes(name), name);
    }
}

TEST(ArrivalWatcher, AllIsNeededOfWhatIsNotReadInPart) {
    for (const char* name :
         {"baseline.jpg", "sequential_scans.jpg", "arithmetic.jpg", "grey.jpg", "small_progressive.jpg", "cmyk.jpg",
          "photo.png", "grey.png", "animated.gif", "lossy.webp", "photo.tif", "photo.avif", "photo.heic"}) {
        const std::string bytes = fixture_bytes(name);
        ASSERT_GE(bytes.size(), sniffed_bytes) << name;
        const ArrivalWatcher watcher = watched(bytes);
        EXPECT_EQ(verdict_of(bytes), Verdict::NeedsAll) << name;
        EXPECT_FALSE(watcher.failure()) << name;
        EXPECT_EQ(watcher.expected(), 0U) << name;
    }
}

TEST(ArrivalWatcher, AllIsNeededOfWhatIsOdd) {
    const std::string regular = fixture_bytes("progressive.jpg");
    ASSERT_EQ(verdict_of(regular), Verdict::Complete);
    const auto with = [&](std::size_t at, std::string_view inserted) {
        std::string bytes = regular;
        return bytes.insert(at, inserted);
    };
    using namespace std::string_view_literals;
    EXPECT_EQ(verdict_of(with(2, "\xFF\x01"sv)), Verdict::NeedsAll) << "a marker that is never used";
    EXPECT_EQ(verdict_of(with(2, "\xFF\xD8"sv)), Verdict::NeedsAll) << "a picture in the picture";
    EXPECT_EQ(verdict_of(with(2, "\xFF\xD9"sv)), Verdict::NeedsAll) << "the end before the beginning";
    EXPECT_EQ(verdict_of(with(2, "\xFF\xFE\0\1"sv)), Verdict::NeedsAll) << "a segment shorter than its length";
    EXPECT_EQ(verdict_of(with(2, "\xFF\xDD\0\3\1"sv)), Verdict::NeedsAll) << "half a number";
    EXPECT_EQ(verdict_of(with(2, "\xFF\xD0stray bytes"sv)), Verdict::Complete) << "what libjpeg passes over";
    std::string many;
    for (int i = 0; i < 4096; ++i)
        many += "\xFF\xFE\0\2"sv;
    EXPECT_EQ(verdict_of(with(2, many)), Verdict::NeedsAll);
    const std::size_t frame = regular.find("\xFF\xC2");
    ASSERT_NE(frame, std::string::npos);
    std::string deep = regular;
    deep[frame + 4] = 12;
    EXPECT_EQ(verdict_of(deep), Verdict::NeedsAll) << "12 bits a channel";
}

TEST(ArrivalWatcher, TooManyScansNeedAll) {
    const std::string regular = fixture_bytes("progressive_late_dc.jpg");
    const std::size_t first = regular.find("\xFF\xDA");
    const std::size_t second = regular.find("\xFF\xDA", first + 2);
    ASSERT_NE(second, std::string::npos);
    // Scans of AC terms without data.
    const std::string empty(regular, second, 10);
    for (const int count : {254, 255}) {
        std::string bytes = regular.substr(0, second);
        for (int i = 0; i < count - 1; ++i)
            bytes += empty;
        bytes += regular.substr(second);
        EXPECT_EQ(verdict_of(bytes), count == 254 ? Verdict::Complete : Verdict::NeedsAll) << count;
        EXPECT_EQ(end_of_dc_pass(blob_of(bytes)).has_value(), count == 254) << count;
    }
}

TEST(ArrivalWatcher, WaitsForWhatIsNotThere) {
    EXPECT_EQ(ArrivalWatcher().look({}), Verdict::Undecided);
    for (const char* name : {"truncated_progressive.jpg", "tiny_progressive.jpg", "header_only.jpg"}) {
        const std::string bytes = fixture_bytes(name);
        const std::string_view head = std::string_view(bytes).substr(0, sniffed_bytes - 1);
        EXPECT_EQ(verdict_of(head), Verdict::Undecided) << name;
    }
    EXPECT_EQ(verdict_of(fixture_bytes("truncated_progressive.jpg")), Verdict::Undecided);
    EXPECT_EQ(verdict_of(fixture_bytes("page.jpg")), Verdict::Undecided) << "a short file is the probe's to judge";
}

TEST(ArrivalWatcher, RefusesWhatIsNoImageInTheWordsOfTheProbe) {
    const std::pair<std::string, std::string> cases[] = {
        {fixture_bytes("page.jpg"), "not an image: the file is an HTML page"},
        {fixture_bytes("text.jpg"), "not an image: the file contains text"},
        {fixture_bytes("document.pdf"), "not an image: the file is a PDF document"},
        {"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
         "not an image: the file is an XML document"},
        {"{\"error\":\"not found\"}", "not an image: the file contains text"},
        {std::string(8, '\0'), "not an image: the file begins with nothing but zeros"},
    };
    for (auto [bytes, message] : cases) {
        bytes.resize(2000, bytes.back());
        EXPECT_EQ(verdict_of(bytes.substr(0, sniffed_bytes - 1)), Verdict::Undecided) << message;
        ArrivalWatcher watcher;
        ASSERT_EQ(watcher.look(bytes_of(bytes).first(sniffed_bytes)), Verdict::NoImage) << message;
        ASSERT_TRUE(watcher.failure()) << message;
        EXPECT_EQ(watcher.failure()->message, message);
        const auto header = probe(blob_of(bytes), {});
        ASSERT_FALSE(header.ok()) << message;
        EXPECT_EQ(watcher.failure()->message, header.failure().message);
        EXPECT_EQ(watcher.failure()->reason, header.failure().reason) << message;
        expect_same_in_all_pieces(bytes, message);
    }
}

TEST(ArrivalWatcher, ExpectsAboutWhatIsNeeded) {
    for (const char* name : progressive_fixtures) {
        const std::string bytes = fixture_bytes(name);
        const auto needed = static_cast<double>(watched(bytes).needed());
        const std::size_t begin = std::max(sniffed_bytes, bytes.find("\xFF\xDA") + 20);  // of the first scan's data
        ArrivalWatcher watcher;
        ASSERT_EQ(watcher.look(bytes_of(bytes).first(sniffed_bytes - 1)), Verdict::Undecided) << name;
        EXPECT_EQ(watcher.expected(), 0U) << name << ": nothing is known yet";
        ASSERT_EQ(watcher.look(bytes_of(bytes).first(begin)), Verdict::Undecided) << name;
        const std::uint64_t at_first = watcher.expected();
        const bool is_in_one = std::string_view(name) != "progressive_late_dc.jpg";  // it has other scans between
        EXPECT_GT(static_cast<double>(at_first), is_in_one ? 0.4 * needed : 0) << name;
        EXPECT_LT(static_cast<double>(at_first), 2.5 * needed) << name;
        // Past the estimate it is always a little more.
        for (std::size_t seen = begin; seen < static_cast<std::size_t>(needed); seen += 1000) {
            ASSERT_EQ(watcher.look(bytes_of(bytes).first(seen)), Verdict::Undecided) << name;
            EXPECT_GT(watcher.expected(), seen) << name;
        }
        ASSERT_EQ(watcher.look(bytes_of(bytes)), Verdict::Complete) << name;
        EXPECT_EQ(watcher.expected(), 0U) << name;
    }
}

}  // namespace
}  // namespace photolibrary::image
