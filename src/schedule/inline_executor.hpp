#pragma once

#include <atomic>
#include <deque>

#include "schedule/executor.hpp"

namespace photolibrary::schedule {

/// Runs jobs one by one in the thread that takes the results.
class InlineExecutor final : public Executor {
  public:
    explicit InlineExecutor(Completions& completions) : completions_(completions) {}

    std::size_t slots() const noexcept override { return 1; }
    void submit(Job job) override;
    bool needs_caller() const noexcept override { return true; }
    void run_one() override;
    void cancel_waiting() override;

  private:
    Completions& completions_;
    std::deque<Job> waiting_;
    std::atomic<bool> abort_{false};
};

}  // namespace photolibrary::schedule
