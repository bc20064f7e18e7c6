#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/completion.hpp"
#include "core/failure.hpp"
#include "schedule/job.hpp"

namespace photolibrary::schedule {

/// Jobs that a batch may have open at once where several run at once.
inline constexpr std::size_t min_window = 32;
/// Bytes that the open jobs of a batch may hold; a single job may exceed it.
inline constexpr std::uint64_t max_bytes_in_flight = 512U << 20;

/// Results on their way from a stage to its batch.
template <class Product>
using CompletionsOf = core::Completion<ResultOf<Product>>;

/// Where the jobs of one batch are done. Used by the batch's own thread only. Results go to the completions that the
/// stage was made with: exactly one for every job submitted, in any order.
///
/// Destroying a stage ends the running jobs at their next check point, waits for them, and drops what waits.
template <class Work, class Product>
class StageOf {
  public:
    using Job = JobOf<Work>;

    virtual ~StageOf() = default;

    /// Jobs that it has a use for: those that run, and those that must wait so that none of its parts is ever idle.
    virtual std::size_t window() const noexcept = 0;

    /// Takes a job; never waits.
    virtual void submit(Job job) = 0;

    /// Jobs that were not started come back as cancelled; running ones go on.
    virtual void cancel_waiting() = 0;

    /// Bytes that it and its results hold besides those that jobs were submitted with.
    virtual std::uint64_t bytes_held() const noexcept { return 0; }

    /// Bytes that it has sent over the network by now, in all attempts, running ones included.
    virtual std::uint64_t bytes_sent() const noexcept { return 0; }

    /// The batch takes no other result before this one.
    virtual void await(JobId) {}

    /// True if nothing happens unless help() is called: a job waits, and the batch lends its thread.
    virtual bool needs_caller() const noexcept { return false; }

    /// Works in the calling thread as far as that is the fastest way to a result, until there may be one, a signal has
    /// come, or time has passed; what cannot be interrupted may take longer. False if there is nothing to help with.
    virtual bool help(std::chrono::milliseconds /*most*/) { return false; }

    /// Set once nothing can run any more; all jobs then come back as cancelled.
    virtual std::optional<core::Failure> breakdown() const { return std::nullopt; }

    /// What confines those who do the work, as far as it is known by now.
    virtual std::vector<std::string> confinement() const { return {}; }
};

}  // namespace photolibrary::schedule
