#pragma once

#include <memory>
#include <optional>

#include "schedule/decode/executor.hpp"
#include "schedule/decode/thread_runtime.hpp"

namespace photolibrary::schedule {

/// Runs jobs in threads of this process, without isolation: an arena of oneTBB per batch.
class ThreadExecutor final : public Executor {
    struct Key {};  // only create() has one

  public:
    /// With all threads of the lease, which run when this returns: no job ever waits for a thread that cannot be had.
    /// Fails with internal if they do not come.
    static core::Outcome<std::unique_ptr<ThreadExecutor>> create(std::unique_ptr<ThreadRuntime> runtime,
                                                                 Completions& completions);

    ThreadExecutor(Key, std::unique_ptr<ThreadRuntime> runtime, Completions& completions);
    ~ThreadExecutor() override;

    std::size_t slots() const noexcept override { return threads_; }
    void submit(ImageJob job) override;
    void announce() override;
    void deliver(ImageJob job) override;
    void cancel_announced() override;
    void cancel_waiting() override;
    std::optional<core::Failure> breakdown() const override;

  private:
    bool start_threads();
    void enqueue_task();

    struct Shared;
    class Arena;

    std::size_t threads_;
    std::shared_ptr<Shared> shared_;
    std::unique_ptr<ThreadRuntime> runtime_;
    std::unique_ptr<Arena> arena_;  // after the runtime: it must be gone before the runtime ends
};

}  // namespace photolibrary::schedule
