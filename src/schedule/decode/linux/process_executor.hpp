#pragma once

#include <memory>

#include "core/thread.hpp"
#include "schedule/decode/isolation.hpp"
#include "schedule/decode/linux/supervisor.hpp"

namespace photolibrary::schedule {

/// Runs jobs in isolated processes: whatever an image does to its decoder, it costs nothing but itself.
///
/// A thread of this process supervises them (see Supervisor), so a batch's owner that is busy elsewhere holds nobody
/// up.
class ProcessExecutor final : public Executor {
    struct Key {};  // only create() has one

  public:
    /// Fails with internal when no child can be started.
    static core::Outcome<std::unique_ptr<Executor>> create(const Parallelism& parallelism, std::uint64_t max_memory,
                                                           const ChildPolicy& policy, Completions& completions);

    ProcessExecutor(Key, std::size_t slots, std::unique_ptr<Supervisor> supervisor);
    ~ProcessExecutor() override;

    std::size_t slots() const noexcept override { return slots_; }
    void submit(ImageJob job) override;
    void deliver(ImageJob job) override;
    void cancel_waiting() override;
    std::optional<core::Failure> breakdown() const override;
    std::vector<std::string> confinement() const override;

  private:
    std::size_t slots_;
    std::unique_ptr<Supervisor> supervisor_;
    core::Thread thread_;
};

}  // namespace photolibrary::schedule
