#pragma once

#include <memory>

#include "schedule/decode/executor.hpp"
#include "schedule/decode/thread_runtime.hpp"

namespace photolibrary::schedule {

/// Runs jobs in threads of this process, without isolation: an arena of oneTBB per batch.
class ThreadExecutor final : public Executor {
  public:
    /// threads: 1 to ThreadRuntime::max_threads.
    ThreadExecutor(std::unique_ptr<ThreadRuntime> runtime, int threads, Completions& completions);
    ~ThreadExecutor() override;

    std::size_t slots() const noexcept override { return threads_; }
    void submit(ImageJob job) override;
    void announce() override;
    void deliver(ImageJob job) override;
    void cancel_announced() override;
    void cancel_waiting() override;

  private:
    void enqueue_task();

    struct Shared;
    class Arena;

    std::size_t threads_;
    std::shared_ptr<Shared> shared_;
    std::unique_ptr<ThreadRuntime> runtime_;
    std::unique_ptr<Arena> arena_;  // after the runtime: it must be gone before the runtime ends
};

}  // namespace photolibrary::schedule
