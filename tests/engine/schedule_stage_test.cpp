#include <gtest/gtest.h>
#include <poll.h>

#include <deque>
#include <map>
#include <set>

#include "process/command.hpp"
#include "schedule/batch.hpp"

// A batch of a kind of work that the engine has no stage for: nothing but the stage below knows what a command is.

namespace photolibrary::schedule {
namespace {

using core::Failure;
using core::FailureReason;

/// How a command ended: whatever its exit code, that is a result.
struct Ended {
    int code = 0;
    std::string output;
};

using CommandStageBase = StageOf<process::Command, Ended>;
using CommandBatch = BatchOf<process::Command, Ended>;

/// Runs commands, so many at once, first come, first served.
class CommandStage final : public CommandStageBase {
  public:
    CommandStage(std::size_t slots, CompletionsOf<Ended>& completions) : slots_(slots), completions_(completions) {}

    std::size_t window() const noexcept override { return 2 * slots_; }

    void submit(Job job) override {
        waiting_.push_back(std::move(job));
        start_some();
    }

    void cancel_waiting() override {
        for (const Job& job : std::exchange(waiting_, {}))
            completions_.push(failed<Ended>(job.id, job.work.argv.back(), {FailureReason::Cancelled, "stopped"}));
    }

    void await(JobId id) override { awaited.insert(id); }
    bool needs_caller() const noexcept override { return !running_.empty(); }
    std::uint64_t bytes_held() const noexcept override { return held; }
    std::optional<Failure> breakdown() const override { return broken; }
    std::vector<std::string> confinement() const override { return {"nothing"}; }

    bool help(std::chrono::milliseconds most) override {
        if (running_.empty()) return false;
        std::vector<pollfd> waiting;
        for (const auto& [id, command] : running_) {
            for (const int fd : command.poll_descriptors())
                waiting.push_back({fd, POLLIN, 0});
        }
        ::poll(waiting.data(), waiting.size(), static_cast<int>(most.count()));
        for (auto entry = running_.begin(); entry != running_.end();)
            entry = entry->second.advance() ? finish(entry) : std::next(entry);
        start_some();
        return true;
    }

    std::set<JobId> awaited;
    std::uint64_t held = 0;
    std::optional<Failure> broken;

  private:
    using Running = std::map<JobId, process::RunningCommand>;

    Running::iterator finish(Running::iterator entry) {
        const auto& [id, command] = *entry;
        completions_.push({id, Ended{command.status()->code.value_or(-1), command.output().head}, 0, 1, {}});
        return running_.erase(entry);
    }

    void start_some() {
        while (running_.size() < slots_ && !waiting_.empty()) {
            const Job job = std::move(waiting_.front());
            waiting_.pop_front();
            auto command = process::RunningCommand::start(job.work);
            if (command) {
                running_.emplace(job.id, std::move(command).value());
            } else {
                completions_.push({job.id, std::move(command).failure(), 0, 1, job.work.argv.front()});
            }
        }
    }

    const std::size_t slots_;
    CompletionsOf<Ended>& completions_;
    std::deque<Job> waiting_;
    Running running_;
};

process::Command shell(const std::string& script) {
    process::Command command;
    command.argv = {"/bin/sh", "-c", script};
    return command;
}

struct Made {
    std::unique_ptr<CommandBatch> batch;
    CommandStage* stage = nullptr;  // until the batch is finished
};

Made make(std::size_t slots, bool ordered) {
    auto completions = std::make_unique<CompletionsOf<Ended>>();
    auto stage = std::make_unique<CommandStage>(slots, *completions);
    CommandStage* const borrowed = stage.get();
    return {std::make_unique<CommandBatch>(std::move(completions), std::move(stage), ordered), borrowed};
}

/// As whoever waits does it, who need not know for what.
void wait_for(Waitable& what) {
    if (what.help(std::chrono::seconds(60))) return;
    pollfd waiting{what.ready_fd(), POLLIN, 0};
    ASSERT_EQ(::poll(&waiting, 1, 60'000), 1) << "nobody told that something is ready";
}

template <class Each>
void drain(CommandBatch& batch, const std::vector<std::string>& scripts, Each each) {
    std::size_t next = 0;
    while (!batch.finished()) {
        while (batch.has_room() && next < scripts.size())
            batch.submit(shell(scripts[next++]));
        if (next == scripts.size() && !batch.closed()) batch.close();
        if (const auto result = batch.take()) {
            each(*result);
        } else if (!batch.finished()) {
            wait_for(batch);
        }
    }
}

std::vector<std::string> scripts(int count) {
    std::vector<std::string> list;
    for (int i = 0; i < count; ++i)
        list.push_back("echo " + std::to_string(i) + "; exit " + std::to_string(i % 3));
    return list;
}

TEST(StageTest, AnotherKindOfWorkGetsOneResultAJob) {
    const Made made = make(3, false);
    std::map<JobId, int> codes;
    drain(*made.batch, scripts(20), [&](const CommandBatch::Result& result) {
        ASSERT_TRUE(result.outcome.ok());
        EXPECT_EQ(result.outcome.value().output, std::to_string(result.id) + "\n");
        EXPECT_TRUE(codes.emplace(result.id, result.outcome.value().code).second) << "a second result";
    });
    ASSERT_EQ(codes.size(), 20U);
    for (const auto& [id, code] : codes)
        EXPECT_EQ(code, static_cast<int>(id % 3));
    EXPECT_EQ(made.batch->ledger().totals().succeeded, 20U) << "an exit code is a result";
    EXPECT_EQ(made.batch->confinement(), std::vector<std::string>{"nothing"}) << "is known when the stage is gone";
}

TEST(StageTest, AnotherKindOfWorkKeepsItsOrder) {
    const Made made = make(3, true);
    std::set<JobId> awaited;
    JobId expected = 0;
    drain(*made.batch, scripts(20), [&](const CommandBatch::Result& result) {
        if (!made.batch->finished()) awaited = made.stage->awaited;
        EXPECT_EQ(result.id, expected++);
    });
    EXPECT_EQ(expected, 20U);
    EXPECT_TRUE(awaited.contains(0)) << "a stage is told which result is the next to be taken";
}

TEST(StageTest, AnotherKindOfWorkFailsAndIsStopped) {
    const Made made = make(1, true);
    process::Command nowhere;
    nowhere.argv = {"/nonexistent/program"};
    made.batch->submit(nowhere);
    made.batch->submit(shell("true"));
    EXPECT_FALSE(made.batch->has_room()) << "a window of two";
    made.batch->refuse("rm", {FailureReason::Unreadable, "not allowed"});
    made.batch->stop();
    std::vector<std::string> ends;
    drain(*made.batch, {}, [&](const CommandBatch::Result& result) {
        const auto& outcome = result.outcome;
        ends.emplace_back(outcome.ok() ? "succeeded" : core::to_string(outcome.failure().reason));
    });
    EXPECT_EQ(ends, (std::vector<std::string>{"internal", "succeeded", "unreadable"}));
    EXPECT_EQ(made.batch->ledger().totals().opened, 3U);
}

TEST(StageTest, StoppingCancelsWhatAStageHasNotStarted) {
    const Made made = make(1, false);
    made.batch->submit(shell("true"));
    made.batch->submit(shell("exit 3"));
    made.batch->stop();
    std::map<JobId, bool> succeeded;
    drain(*made.batch, {}, [&](const CommandBatch::Result& result) { succeeded[result.id] = result.outcome.ok(); });
    EXPECT_EQ(succeeded, (std::map<JobId, bool>{{0, true}, {1, false}}));
    EXPECT_EQ(made.batch->ledger().totals().failures[static_cast<std::size_t>(FailureReason::Cancelled)], 1U);
}

TEST(StageTest, WhatAStageHoldsLimitsTheRoom) {
    const Made made = make(4, false);
    made.stage->held = max_bytes_in_flight;
    EXPECT_TRUE(made.batch->has_room()) << "one alone may exceed the limit";
    made.batch->submit(shell("true"));
    EXPECT_FALSE(made.batch->has_room());
    made.stage->held = 0;
    EXPECT_TRUE(made.batch->has_room());
    made.batch->abandon();
    EXPECT_EQ(made.batch->ledger().totals().failed, 1U);
}

TEST(StageTest, ABrokenStageClosesItsBatch) {
    const Made made = make(4, false);
    made.batch->submit(shell("true"));
    made.stage->broken = Failure{FailureReason::Internal, "no processes any more"};
    drain(*made.batch, scripts(5), [](const CommandBatch::Result&) {});
    ASSERT_TRUE(made.batch->breakdown().has_value());
    EXPECT_EQ(made.batch->breakdown()->message, "no processes any more");
    EXPECT_TRUE(made.batch->finished());
}

}  // namespace
}  // namespace photolibrary::schedule
