#pragma once

#include <atomic>
#include <chrono>

#include "core/helpers.hpp"
#include "schedule/decode/executor.hpp"

namespace photolibrary::schedule {

/// Runs the job in the calling thread, and partly in those of helpers. Its deadline counts from now. abort: ends it
/// once set; null: nothing but the deadline does.
Result run_job(const ImageJob& job, const std::atomic<bool>* abort = nullptr,
               const core::Helpers* helpers = nullptr) noexcept;

/// What the job may still take, in seconds; not so much that a clock would overflow.
std::chrono::duration<double> time_left(const ImageJob& job) noexcept;

/// The result of a job that failed outside of the analysis.
Result failed(const ImageJob& job, core::Failure failure, int attempts);

/// The result of a job that waited when the batch was stopped.
Result cancelled(const ImageJob& job, int attempts = 0);
core::Failure stopped_before_start();

/// Adds to a result of the analysis what only the job knows: names, and how its bytes were fetched.
void describe(Result& result, const ImageJob& job);

}  // namespace photolibrary::schedule
