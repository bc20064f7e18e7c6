#pragma once

#include <atomic>
#include <cstdint>

#include "analysis/analyse.hpp"

namespace photolibrary::schedule {

/// Numbers the jobs of one batch, ascending from 0 in the order they were submitted.
using JobId = std::uint64_t;

/// One image to analyse: data, never a closure, so that it can cross a process border.
struct Job {
    JobId id = 0;
    analysis::Source source;
    analysis::Options options;
};

/// What became of a job.
struct Result {
    JobId id = 0;
    analysis::Report report;
    int attempts = 0;    ///< 0: it was never started
    std::string source;  ///< label of the source
};

/// Runs the job in the calling thread. Its deadline counts from now.
Result run(const Job& job, const std::atomic<bool>& abort) noexcept;

/// The result of a job that was never started, because of failure.
Result refused(JobId id, const analysis::Source& source, core::Failure failure);

/// The result of a job that was never started, because the batch was stopped.
Result cancelled(const Job& job);

}  // namespace photolibrary::schedule
