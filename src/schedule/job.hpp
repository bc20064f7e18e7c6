#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <variant>

#include "analysis/analyse.hpp"
#include "core/byte_budget.hpp"
#include "core/helpers.hpp"
#include "net/exchange.hpp"

namespace photolibrary::schedule {

/// Numbers the jobs of one batch, ascending from 0 in the order they were submitted.
using JobId = std::uint64_t;

/// One image to analyse: data, never a closure, so that it can cross a process border.
struct Job {
    JobId id = 0;
    analysis::Source source;
    analysis::Options options;
};

/// What a job makes: an image its palette, a request its answer.
using Product = std::variant<analysis::Analysis, net::Response>;

/// What became of a job.
struct Result {
    JobId id = 0;
    core::Outcome<Product> outcome;
    std::uint64_t bytes_read = 0;
    int attempts = 0;                 ///< 0: it was never started
    std::string source;               ///< label of the source
    core::ByteBudget::Share share{};  ///< for what the product holds in memory

    /// Null if it failed, or is no palette.
    const analysis::Analysis* analysis() const noexcept {
        return outcome.ok() ? std::get_if<analysis::Analysis>(&outcome.value()) : nullptr;
    }
};

Result result_of(JobId id, analysis::Report report, int attempts, std::string source);

/// Adds to the result what the job's source says of its way here.
void tell_origin(Result& result, const analysis::Source& source);

/// Runs the job in the calling thread, and partly in those of helpers. Its deadline counts from now.
Result run(const Job& job, const std::atomic<bool>& abort, const core::Helpers* helpers = nullptr) noexcept;

/// The result of a job that was never started, because of failure. label: names its source.
Result refused(JobId id, const std::string& label, core::Failure failure);

/// The result of a job that was never started, because the batch was stopped.
Result cancelled(const Job& job);

}  // namespace photolibrary::schedule
