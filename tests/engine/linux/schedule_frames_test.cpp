#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <random>
#include <type_traits>

#include "core/plain_text.hpp"
#include "engine/image_fixtures.hpp"
#include "process/linux/wire.hpp"
#include "schedule/decode/linux/job_frames.hpp"
#include "schedule/decode/run_job.hpp"

namespace photolibrary::schedule {
namespace {

using process::Channel;
using process::Frame;

struct Pair {
    Pair() : Pair(Channel::make_pair()) {}
    explicit Pair(std::pair<core::PrivateFd, core::PrivateFd> ends)
        : sender(std::move(ends.first)), receiver(std::move(ends.second)) {}

    Frame received() const {
        Frame frame;
        EXPECT_EQ(receiver.receive(frame), Channel::State::Frame);
        return frame;
    }

    Channel sender;
    Channel receiver;
};

analysis::File fixture(const std::string& name) {
    return {image::testing::fixture(name), name};
}

analysis::Analysis some_analysis() {
    analysis::Analysis analysis;
    analysis.palette.swatches = {{{1, 2, 3}, 0.75}, {{255, 254, 253}, 0.25}};
    analysis.palette.average = {9, 8, 7};
    analysis.palette.has_transparency = true;
    analysis.width = 4000;
    analysis.height = 3000;
    analysis.candidate = 1;
    analysis.decode = {image::Decoder::Libvips, image::Method::Thumbnail, 8, "display-p3", 320, image::Gamut::Wider};
    analysis.bytes_read = 12'345;
    return analysis;
}

Frame result_frame() {
    const Pair pair;
    EXPECT_TRUE(send_result(pair.sender, {{42, Product(some_analysis()), 99'999, 1, {}}, 1U << 20}));
    return pair.received();
}

TEST(JobFrames, AJobArrivesWithItsFilesOpen) {
    const analysis::Cheapest cheapest{fixture("photo.png"), {fixture("missing"), fixture("tiny.jpg")}, 300};
    ImageJob job{7, {cheapest, {}}};
    job.work.options.timeout = std::chrono::duration<double>(1.5);
    job.work.spent = std::chrono::duration<double>(0.25);
    const auto opened = open_for_child(job.work.source);
    ASSERT_TRUE(opened.ok());

    const Pair pair;
    ASSERT_TRUE(send_job(pair.sender, job, opened.value()));
    Frame frame = pair.received();
    const std::optional<ImageJob> arrived = read_job(frame);
    ASSERT_TRUE(arrived.has_value());
    EXPECT_EQ(arrived->id, 7U);
    EXPECT_EQ(time_left(*arrived).count(), 1.25);
    const auto& source = std::get<analysis::Cheapest>(arrived->work.source);
    EXPECT_EQ(source.min_long_side, 300U);
    ASSERT_EQ(source.candidates.size(), 2U) << "each keeps its number";
    EXPECT_FALSE(analysis::open(source.candidates[0], 1U << 30).ok()) << "the missing one is missing there too";
    EXPECT_TRUE(analysis::open(source.candidates[1], 1U << 30).ok());
}

/// Gives any field another value than it had.
struct ChangeField {
    template <class Number>
    requires std::is_arithmetic_v<Number>
    void operator()(Number& field) const { field += 1; }
    void operator()(palette::Style& field) const {
        field = static_cast<palette::Style>((static_cast<std::size_t>(field) + 1) % palette::style_count);
    }
    void operator()(std::chrono::duration<double>& field) const { field += std::chrono::milliseconds(125); }
};

TEST(JobFrames, EveryOptionArrives) {
    ImageJob job{7, {fixture("tiny.jpg"), {}}};
    std::size_t fields = 0;
    analysis::visit_fields(job.work.options, [&](auto& field) {
        const auto before = field;
        ChangeField{}(field);
        EXPECT_NE(before, field);
        ++fields;
    });
    ASSERT_GE(fields, 6U);
    const auto opened = open_for_child(job.work.source);
    ASSERT_TRUE(opened.ok());

    const Pair pair;
    ASSERT_TRUE(send_job(pair.sender, job, opened.value()));
    Frame frame = pair.received();
    const std::optional<ImageJob> arrived = read_job(frame);
    ASSERT_TRUE(arrived.has_value());
    EXPECT_EQ(arrived->work.options, job.work.options);
    EXPECT_EQ(arrived->work.options.colors, 6);
    EXPECT_EQ(arrived->work.options.style, palette::Style::Representative);
    EXPECT_EQ(arrived->work.options.timeout.count(), 30.125);
    EXPECT_EQ(arrived->work.options.limits.max_pixels, 250'000'001U);
    EXPECT_EQ(arrived->work.options.limits.max_bytes, 268'435'457U);
    EXPECT_EQ(arrived->work.options.limits.max_memory, 268'435'457U);
}

TEST(JobFrames, ASourceThatCannotBeOpenedFailsAsItWouldHere) {
    const auto missing = open_for_child(analysis::Source(fixture("missing")));
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.failure().reason, core::FailureReason::NotFound);
    EXPECT_EQ(open_for_child(analysis::File{"/", "root"}).failure().reason, core::FailureReason::Unreadable);
}

TEST(JobFrames, BytesTravelInMemoryThatNobodyCanChange) {
    const auto bytes = std::make_shared<const std::string>("not an image");
    const auto opened = open_for_child(analysis::Bytes{bytes, "label"});
    ASSERT_TRUE(opened.ok());
    const int fd = opened.value().files.front()->get();
    EXPECT_LT(::write(fd, "x", 1), 0);
    EXPECT_LT(::ftruncate(fd, 0), 0);
    EXPECT_EQ(::lseek(fd, 0, SEEK_END), 12);
}

TEST(JobFrames, AResultArrivesWhole) {
    auto message = read_child_frame(result_frame());
    ASSERT_TRUE(message.has_value());
    auto& arrived = std::get<ChildResult>(*message);
    EXPECT_EQ(arrived.resident_bytes, 1U << 20);
    EXPECT_EQ(arrived.result.id, 42U);
    EXPECT_EQ(arrived.result.bytes_read, 99'999U);
    const analysis::Cheapest source{fixture("photo.png"), {fixture("small.jpg"), fixture("tiny.jpg")}, 640};
    describe(arrived.result, {42, {source, {}}});
    const analysis::Analysis& analysis = *analysis_of(arrived.result);
    const analysis::Analysis expected = some_analysis();
    ASSERT_EQ(analysis.palette.swatches.size(), 2U);
    EXPECT_EQ(analysis.palette.swatches[1].color, expected.palette.swatches[1].color);
    EXPECT_EQ(analysis.palette.swatches[1].share, 0.25);
    EXPECT_EQ(analysis.palette.average, expected.palette.average);
    EXPECT_TRUE(analysis.palette.has_transparency);
    EXPECT_EQ(analysis.width, 4000U);
    EXPECT_EQ(analysis.source, "tiny.jpg");
    EXPECT_EQ(analysis.decode.color_space, "display-p3");
    EXPECT_EQ(analysis.decode.method, expected.decode.method);
    EXPECT_EQ(analysis.decode.thumbnail_side, 320U);
    EXPECT_EQ(analysis.decode.gamut, image::Gamut::Wider);
    EXPECT_EQ(arrived.result.source, "photo.png");
}

TEST(JobFrames, AFailureArrivesWithItsName) {
    const Pair pair;
    ASSERT_TRUE(
        send_result(pair.sender, {{1, core::Failure{core::FailureReason::Corrupt, "it is empty"}, 0, 1, {}}, 0}));
    auto message = read_child_frame(pair.received());
    ASSERT_TRUE(message.has_value());
    auto& arrived = std::get<ChildResult>(*message);
    describe(arrived.result, {1, {fixture("empty.jpg"), {}}});
    EXPECT_EQ(arrived.result.outcome.failure().reason, core::FailureReason::Corrupt);
    EXPECT_EQ(arrived.result.outcome.failure().message, "empty.jpg: it is empty");
}

TEST(JobFrames, LastWordsAreHeard) {
    const Pair pair;
    send_dying(pair.sender.fd(), 5, true);
    const auto message = read_child_frame(pair.received());
    ASSERT_TRUE(message.has_value());
    const auto dying = std::get<ChildDying>(*message);
    EXPECT_EQ(dying.job, 5U);
    EXPECT_TRUE(dying.out_of_memory);
}

/// A child that an image has taken over may say anything.
TEST(JobFrames, NoFrameOfAChildIsTrusted) {
    const Frame whole = result_frame();
    for (std::size_t size = 0; size < whole.bytes.size(); ++size) {
        Frame cut;
        cut.bytes.assign(whole.bytes.begin(), whole.bytes.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(read_child_frame(cut).has_value()) << size << " bytes";
    }
    const analysis::Cheapest source{fixture("photo.png"), {fixture("small.jpg"), fixture("tiny.jpg")}, 640};
    const ImageJob job{42, {source, {}}};
    std::mt19937 random(1);
    int believed = 0, refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        Frame mutated;
        mutated.bytes = whole.bytes;
        for (int change = 0; change < 3; ++change)
            mutated.bytes[random() % mutated.bytes.size()] = static_cast<std::byte>(random());
        const auto message = read_child_frame(mutated);
        if (!message || !std::holds_alternative<ChildResult>(*message)) continue;
        const ChildResult& said = std::get<ChildResult>(*message);
        if (!is_plausible(said, job)) {
            ++refused;
            continue;
        }
        ++believed;
        const analysis::Analysis* const analysis = analysis_of(said.result);
        if (analysis == nullptr) continue;
        EXPECT_GE(analysis->palette.swatches.size(), 1U);
        EXPECT_LE(analysis->palette.swatches.size(), 5U);
        double sum = 0;
        for (const palette::Swatch& swatch : analysis->palette.swatches)
            sum += swatch.share;
        EXPECT_NEAR(sum, 1, 1e-5);
        EXPECT_LT(analysis->candidate.value_or(0), 2U);
        EXPECT_TRUE(core::is_plain_text(analysis->decode.color_space));
        EXPECT_LE(analysis->decode.gamut, image::Gamut::Wider);
    }
    EXPECT_GT(believed, 100);
    EXPECT_GT(refused, 100);
}

TEST(JobFrames, WhatAHealthyChildSaysIsPlausible) {
    const analysis::Cheapest source{fixture("photo.png"), {fixture("small.jpg"), fixture("tiny.jpg")}, 640};
    const ImageJob job{42, {source, {}}};
    EXPECT_TRUE(is_plausible({{42, Product(some_analysis()), 99'999, 1, {}}, 0}, job));
    const auto failed = [](core::FailureReason reason, const char* message) {
        return ChildResult{{42, core::Failure{reason, message}, 0, 1, {}}, 0};
    };
    EXPECT_TRUE(is_plausible(failed(core::FailureReason::Corrupt, "it is empty"), job));
    EXPECT_FALSE(is_plausible(failed(core::FailureReason::Crashed, "by itself"), job));
    EXPECT_FALSE(is_plausible(failed(core::FailureReason::Corrupt, "\x1b[2J"), job));
}

}  // namespace
}  // namespace photolibrary::schedule
