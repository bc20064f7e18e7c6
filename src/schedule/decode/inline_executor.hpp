#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>

#include "schedule/decode/executor.hpp"
#include "schedule/decode/patience.hpp"

namespace photolibrary::schedule {

/// Runs jobs one by one in the thread that takes the results.
class InlineExecutor final : public Executor {
  public:
    explicit InlineExecutor(Completions& completions) : completions_(completions) {}

    std::size_t slots() const noexcept override { return 1; }
    std::size_t window() const noexcept override { return 1; }
    void submit(ImageJob job) override;
    void deliver(ImageJob job) override;
    bool needs_caller() const noexcept override;
    /// Runs the oldest job.
    bool help(std::chrono::milliseconds most) override;
    void cancel_waiting() override;
    std::optional<core::Failure> breakdown() const override;

  private:
    void put_back(ImageJob job);

    Completions& completions_;
    mutable std::mutex mutex_;
    std::deque<ImageJob> waiting_;
    Patience patience_;
    std::optional<core::Failure> breakdown_;
};

}  // namespace photolibrary::schedule
