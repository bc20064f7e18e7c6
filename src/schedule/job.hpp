#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/byte_budget.hpp"
#include "core/failure.hpp"

namespace photolibrary::schedule {

/// Numbers the jobs of one batch, ascending from 0 in the order they were submitted.
using JobId = std::uint64_t;

/// One piece of work: data, never a closure, so that it can cross a process border.
template <class Work>
struct JobOf {
    JobId id = 0;
    Work work{};
};

/// What became of a job.
template <class Product>
struct ResultOf {
    JobId id = 0;
    core::Outcome<Product> outcome;
    std::uint64_t bytes_read = 0;
    int attempts = 0;                 ///< 0: it was never started
    std::string source;               ///< what results and errors call the work: a path, a URL
    core::ByteBudget::Share share{};  ///< for what the product holds in memory
};

/// The result of a job that failed. name: of its work.
template <class Product>
ResultOf<Product> failed(JobId id, std::string_view name, core::Failure failure, int attempts = 0,
                         std::uint64_t bytes_read = 0) {
    return {id, core::named(std::move(failure), name), bytes_read, attempts, std::string(name)};
}

}  // namespace photolibrary::schedule
