#include <gtest/gtest.h>
#include <poll.h>

#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "engine/image_fixtures.hpp"
#include "engine/jpeg_layouts.hpp"
#include "schedule/decode/run_job.hpp"
#include "schedule/decode/thread_runtime.hpp"
#include "schedule/make_batch.hpp"

namespace photolibrary::schedule {
namespace {

analysis::Source file(const std::string& name) {
    return analysis::File{image::testing::fixture(name), name};
}

/// Decoding processes are forked from engine_host.
std::unique_ptr<Batch> make_batch(const Parallelism& parallelism, const analysis::Options& options, bool ordered) {
    auto batch = make_image_batch(parallelism, options, ordered,
                                  {{{{PHOTOLIBRARY_ENGINE_HOST, "--serve"}}, "engine_host", {}}, 0});
    return batch ? std::move(batch).value() : nullptr;
}

void wait_for(Batch& batch) {
    pollfd waiting{batch.ready_fd(), POLLIN, 0};
    ASSERT_EQ(::poll(&waiting, 1, 60'000), 1) << "nobody woke the batch";
}

/// Runs a whole batch; calls each(result) for every result.
template <class Each>
void drain(Batch& batch, const std::vector<std::string>& names, Each each) {
    std::size_t next = 0;
    while (!batch.finished()) {
        while (batch.has_room() && next < names.size())
            batch.submit(file(names[next++]), 1);
        if (next == names.size() && !batch.closed()) batch.close();
        if (const auto result = batch.take()) {
            each(*result);
        } else if (!batch.finished() && !batch.help(std::chrono::seconds(1))) {
            wait_for(batch);
        }
    }
}

std::size_t threads_of_this_process() {
    // ThreadSanitizer adds a thread of its own with the first that a process starts.
    static const bool first_was_started = (std::thread([] {}).join(), true);
    EXPECT_TRUE(first_was_started);
    const std::filesystem::directory_iterator tasks("/proc/self/task");
    return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

std::vector<std::string> many(std::size_t count) {
    static const std::vector<std::string> names = {"tiny.jpg", "small.jpg", "one_pixel.png", "text.jpg", "missing"};
    std::vector<std::string> list;
    for (std::size_t i = 0; i < count; ++i)
        list.push_back(names[i % names.size()]);
    return list;
}

const Parallelism sequential{};
const Parallelism three_threads{Mode::Workers, 1, 3};
const Parallelism two_processes{Mode::Processes, 2, 1};
const Parallelism two_processes_of_two{Mode::Processes, 2, 2};

class EveryMode : public testing::TestWithParam<Parallelism> {
  protected:
    void SetUp() override {
        if (GetParam().mode == Mode::Processes && !has_isolated_processes())
            GTEST_SKIP() << "no isolated processes on this platform";
    }
};

TEST_P(EveryMode, GivesEveryJobExactlyOneResult) {
    const auto batch = make_batch(GetParam(), {}, false);
    ASSERT_NE(batch, nullptr);
    std::multiset<JobId> seen;
    drain(*batch, many(200), [&](const Result& result) { seen.insert(result.id); });
    EXPECT_EQ(seen.size(), 200U);
    EXPECT_EQ(std::set<JobId>(seen.begin(), seen.end()).size(), 200U);
    const Ledger::Totals& totals = batch->ledger().totals();
    EXPECT_EQ(totals.opened, 200U);
    EXPECT_EQ(totals.succeeded, 120U);
    EXPECT_EQ(totals.failed, 80U);
    EXPECT_EQ(totals.failures[static_cast<std::size_t>(core::FailureReason::NotFound)], 40U);
    EXPECT_EQ(totals.failures[static_cast<std::size_t>(core::FailureReason::Unsupported)], 40U);
    EXPECT_EQ(batch->ledger().open_jobs(), 0U);
    EXPECT_EQ(batch->ledger().open_bytes(), 0U);
}

TEST_P(EveryMode, KeepsTheOrderWhenAsked) {
    const auto batch = make_batch(GetParam(), {}, true);
    JobId expected = 0;
    drain(*batch, many(100), [&](const Result& result) { EXPECT_EQ(result.id, expected++); });
    EXPECT_EQ(expected, 100U);
}

TEST_P(EveryMode, StopCancelsWhatWaits) {
    const auto batch = make_batch(GetParam(), {}, false);
    while (batch->has_room())
        batch->submit(file("tiny.jpg"), 1);
    const std::size_t submitted = batch->ledger().open_jobs();
    batch->stop();
    EXPECT_FALSE(batch->has_room());
    std::size_t results = 0;
    while (!batch->finished()) {
        if (const auto result = batch->take()) {
            ++results;
            const auto& outcome = result->outcome;
            EXPECT_TRUE(outcome.ok() || outcome.failure().reason == core::FailureReason::Cancelled);
            EXPECT_EQ(result->attempts, outcome.ok() ? 1 : 0);
        } else {
            wait_for(*batch);
        }
    }
    EXPECT_EQ(results, submitted);
    batch->stop();
}

TEST_P(EveryMode, AbandonBalancesTheBooks) {
    const auto batch = make_batch(GetParam(), {}, false);
    while (batch->has_room())
        batch->submit(file("baseline.jpg"), 1);
    const std::uint64_t submitted = batch->ledger().totals().opened;
    batch->abandon();
    EXPECT_TRUE(batch->finished());
    EXPECT_EQ(batch->take(), std::nullopt);
    EXPECT_EQ(batch->ledger().totals().succeeded + batch->ledger().totals().failed, submitted);
}

TEST_P(EveryMode, BytesInFlightAreBounded) {
    const auto batch = make_batch(GetParam(), {}, false);
    batch->submit(file("tiny.jpg"), max_bytes_in_flight + 1);  // one alone may exceed the bound
    EXPECT_FALSE(batch->has_room());
    batch->stop();
}

TEST_P(EveryMode, RefusedSourcesAreResultsToo) {
    const auto batch = make_batch(GetParam(), {}, true);
    batch->refuse("tiny.jpg", {core::FailureReason::Unreadable, "not allowed"});
    batch->close();
    const auto result = batch->take();
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->outcome.failure().message, "tiny.jpg: not allowed");
    EXPECT_EQ(result->attempts, 0);
    EXPECT_TRUE(batch->finished());
}

std::string name_of(const testing::TestParamInfo<Parallelism>& info) {
    if (info.param.mode == Mode::Processes) return info.param.workers > 1 ? "ProcessesOfThreads" : "Processes";
    return info.param.mode == Mode::Workers ? "Threads" : "Inline";
}

INSTANTIATE_TEST_SUITE_P(Modes, EveryMode,
                         testing::Values(sequential, three_threads, two_processes, two_processes_of_two), name_of);

TEST(ThreadsTest, EndWithTheLastResult) {
    const std::size_t before = threads_of_this_process();
    for (int round = 0; round < 50; ++round) {
        const auto batch = make_batch(three_threads, {}, false);
        drain(*batch, many(6), [](const Result&) {});
        // Ended, although the batch itself is still there.
        EXPECT_EQ(threads_of_this_process(), before);
    }
}

TEST(ThreadsTest, BatchesMayOverlapAndEndInAnyOrder) {
    const std::size_t before = threads_of_this_process();
    auto one = make_batch(three_threads, {}, false);
    auto other = make_batch(three_threads, {}, false);
    while (one->has_room())
        one->submit(file("baseline.jpg"), 1);
    while (other->has_room())
        other->submit(file("baseline.jpg"), 1);
    one.reset();
    std::size_t results = 0;
    drain(*other, {}, [&](const Result&) { ++results; });
    EXPECT_EQ(results, min_window);
    other.reset();
    EXPECT_EQ(threads_of_this_process(), before);
}

TEST(ThreadsTest, AsManyAsAskedForRunAtOnce) {
    // oneTBB alone gives an arena one thread less than there are processors.
    const auto batch = make_batch({Mode::Workers, 1, 8}, {}, false);
    std::size_t most = 0;
    drain(*batch, std::vector<std::string>(48, "baseline.jpg"),
          [&](const Result&) { most = std::max(most, threads_of_this_process()); });
    EXPECT_GE(most, 9U);
}

TEST(ThreadsTest, AJobsDeadlineIsATimeout) {
    analysis::Options options;
    options.timeout = std::chrono::duration<double>(0.0);
    const auto batch = make_batch(three_threads, options, false);
    drain(*batch, {"baseline.jpg", "photo.png"}, [](const Result& result) {
        ASSERT_FALSE(result.outcome.ok());
        EXPECT_EQ(result.outcome.failure().reason, core::FailureReason::Timeout);
    });
}

TEST(ModesTest, WhatIsCancelledUndecodedWasFetchedAllTheSame) {
    const analysis::Bytes bytes{std::make_shared<const std::string>("bytes"), "http://a"};
    const Result result = cancelled(ImageJob{7, {bytes, {}, {}, Fetching{{}, 1000, 2}}});
    EXPECT_EQ(result.outcome.failure().reason, core::FailureReason::Cancelled);
    EXPECT_EQ(result.source, "http://a");
    EXPECT_EQ(result.bytes_read, 1000U);
    EXPECT_EQ(result.attempts, 2);
    EXPECT_EQ(cancelled(ImageJob{8, {bytes, {}}}).attempts, 0);
}

TEST(ModesTest, GiveTheSamePalettes) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(image::testing::fixture("")))
        names.push_back(entry.path().filename());
    std::map<std::string, std::vector<std::pair<std::uint32_t, double>>> palettes[2];
    int run = 0;
    for (const Parallelism& parallelism : {sequential, three_threads}) {
        const auto batch = make_batch(parallelism, {}, false);
        drain(*batch, names, [&](const Result& result) {
            auto& swatches = palettes[run][result.source];
            if (!result.outcome) return;
            for (const auto& swatch : analysis_of(result)->palette.swatches) {
                swatches.emplace_back(swatch.color.packed(), swatch.share);
            }
        });
        ++run;
    }
    EXPECT_EQ(palettes[0].size(), names.size());
    EXPECT_EQ(palettes[0], palettes[1]);
}

/// One that idle threads help with, alone and beside others of its kind.
TEST(ModesTest, GiveTheSamePaletteOfABigPicture) {
    const auto bytes = std::make_shared<const std::string>(image::testing::jpeg_of(
        {.name = "big", .components = {{2, 2}, {1, 1}, {1, 1}}, .width = 1603, .height = 1201, .busy = 100}));
    ASSERT_GT(bytes->size(), 1U << 20);
    const auto palette_of = [&](const Parallelism& parallelism, int pictures) {
        std::set<std::pair<std::uint64_t, std::vector<std::pair<std::uint32_t, double>>>> palettes;
        const auto batch = make_batch(parallelism, {}, false);
        for (int i = 0; i < pictures; ++i)
            batch->submit(analysis::Bytes{bytes, "big"}, bytes->size());
        drain(*batch, {}, [&](const Result& result) {
            ASSERT_TRUE(result.outcome.ok()) << result.outcome.failure().message;
            std::vector<std::pair<std::uint32_t, double>> swatches;
            for (const auto& swatch : analysis_of(result)->palette.swatches)
                swatches.emplace_back(swatch.color.packed(), swatch.share);
            palettes.emplace(result.bytes_read, std::move(swatches));
        });
        EXPECT_EQ(palettes.size(), 1U);
        return palettes;
    };
    const auto alone = palette_of(sequential, 1);
    EXPECT_EQ(palette_of(three_threads, 1), alone);
    EXPECT_EQ(palette_of(three_threads, 4), alone);
    if (has_isolated_processes()) {
        EXPECT_EQ(palette_of(two_processes_of_two, 1), alone);
    }
}

TEST(LedgerTest, DropsASecondResult) {
    Ledger ledger;
    ledger.open(1, 10);
    const Result result{1, core::Failure{core::FailureReason::Corrupt, ""}, 5, 2, ""};
    EXPECT_TRUE(ledger.is_open(1));
    ledger.close(result);
    EXPECT_FALSE(ledger.is_open(1));
    ledger.close(result);
    EXPECT_EQ(ledger.totals().failed, 1U);
    EXPECT_EQ(ledger.totals().retried, 1U);
    EXPECT_EQ(ledger.totals().bytes_read, 5U);
    EXPECT_EQ(ledger.open_bytes(), 0U);
}

// The example of the third guide: 16 processors, 4 exports of 15 workers each.
TEST(OversubscriptionTest, FollowsTheGuide) {
    const auto advice = oversubscription({Mode::Processes, 4, 15}, 16);
    ASSERT_TRUE(advice.has_value());
    EXPECT_EQ(advice->total, 64);
    EXPECT_EQ(advice->suggested_workers, 3);
    EXPECT_EQ(advice->suggested_processes, 1);
    EXPECT_FALSE(oversubscription({Mode::Processes, 4, 4}, 16).has_value());
}

TEST(OversubscriptionTest, NeverSuggestsWhatItWouldWarnOf) {
    for (int cpus = 1; cpus <= 64; ++cpus) {
        EXPECT_FALSE(oversubscription(sequential, cpus).has_value());
        for (int workers = 1; workers <= 256; workers += 3) {
            const Parallelism threads{Mode::Workers, 1, workers};
            if (const auto advice = oversubscription(threads, cpus)) {
                EXPECT_GT(2 * advice->total, 3 * cpus);
                ASSERT_TRUE(advice->suggested_workers.has_value());
                EXPECT_FALSE(oversubscription({Mode::Workers, 1, *advice->suggested_workers}, cpus).has_value());
                EXPECT_FALSE(advice->suggested_processes.has_value());
            }
            for (int processes = 1; processes <= 64; processes += 3) {
                const auto advice = oversubscription({Mode::Processes, processes, workers}, cpus);
                if (!advice) continue;
                if (const auto fewer = advice->suggested_workers) {
                    EXPECT_FALSE(oversubscription({Mode::Processes, processes, *fewer}, cpus).has_value());
                }
                if (const auto fewer = advice->suggested_processes) {
                    EXPECT_FALSE(oversubscription({Mode::Processes, *fewer, workers}, cpus).has_value());
                }
            }
        }
    }
}

}  // namespace
}  // namespace photolibrary::schedule
