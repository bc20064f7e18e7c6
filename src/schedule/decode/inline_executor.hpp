#pragma once

#include <atomic>
#include <deque>
#include <mutex>

#include "schedule/executor.hpp"

namespace photolibrary::schedule {

/// Runs jobs one by one in the thread that takes the results.
class InlineExecutor final : public Executor {
  public:
    explicit InlineExecutor(Completions& completions) : completions_(completions) {}

    std::size_t slots() const noexcept override { return 1; }
    void submit(Job job) override;
    void deliver(Job job) override;
    bool borrows_thread() const noexcept override { return true; }
    bool needs_caller() const noexcept override;
    void run_one() override;
    void cancel_waiting() override;

  private:
    Completions& completions_;
    mutable std::mutex mutex_;
    std::deque<Job> waiting_;
    std::atomic<bool> abort_{false};
};

}  // namespace photolibrary::schedule
