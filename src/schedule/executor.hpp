#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/completion.hpp"
#include "schedule/job.hpp"

namespace photolibrary::schedule {

using Completions = core::Completion<Result>;

/// Where the jobs of one batch run. Used by the batch's own thread only; results go to the Completions that it was
/// made with, exactly one for every job submitted, in any order.
///
/// Destroying an executor ends the running jobs at their next check point, waits for them, and drops what waits.
class Executor {
  public:
    virtual ~Executor() = default;

    /// Jobs that run at once.
    virtual std::size_t slots() const noexcept = 0;

    /// Takes a job; never waits.
    virtual void submit(Job job) = 0;

    /// Says that a job will be delivered, or called off, later. From the batch's thread, as all but these two.
    virtual void announce() {}
    /// Takes a job that was announced. From any thread.
    virtual void deliver(Job job) = 0;
    /// A job that was announced will not come. From any thread.
    virtual void call_off() {}

    /// True if jobs run only in the batch's own thread, one at a time.
    virtual bool borrows_thread() const noexcept { return false; }

    /// True if nothing happens unless run_one() is called: a job waits, and the batch lends its thread.
    virtual bool needs_caller() const noexcept { return false; }

    /// Runs the oldest waiting job, if there is one, in the calling thread. For executors that need their caller.
    virtual void run_one() {}

    /// Jobs that were not started come back as cancelled; running ones go on.
    virtual void cancel_waiting() = 0;

    /// Set once nothing can run any more; all jobs then come back as cancelled. From any thread.
    virtual std::optional<core::Failure> breakdown() const { return std::nullopt; }

    /// What confines the decoders, as far as it is known by now.
    virtual std::vector<std::string> confinement() const { return {}; }
};

}  // namespace photolibrary::schedule
