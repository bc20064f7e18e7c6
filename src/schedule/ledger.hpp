#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

#include "core/failure.hpp"
#include "schedule/job.hpp"

namespace photolibrary::schedule {

/// The books of a batch: every job that was opened is closed exactly once.
/// opened = succeeded + failed + open, always.
class Ledger {
  public:
    struct Totals {
        std::uint64_t opened = 0;
        std::uint64_t succeeded = 0;
        std::uint64_t failed = 0;
        std::uint64_t retried = 0;
        std::uint64_t bytes_read = 0;
        std::array<std::uint64_t, core::failure_reason_count> failures{};
    };

    /// bytes: what the job holds in memory while it is open.
    void open(JobId id, std::uint64_t bytes);

    /// False for a job that already has its result: another one must be dropped.
    bool is_open(JobId id) const noexcept { return open_.contains(id); }

    /// Books the result of an open job.
    template <class Product>
    void close(const ResultOf<Product>& result) {
        close(result.id, result.attempts, result.bytes_read, result.outcome.failure_if());
    }

    /// Books every open job as cancelled.
    void cancel_open();

    const Totals& totals() const noexcept { return totals_; }
    std::size_t open_jobs() const noexcept { return open_.size(); }
    std::uint64_t open_bytes() const noexcept { return open_bytes_; }

  private:
    /// failure: null if the job succeeded.
    void close(JobId id, int attempts, std::uint64_t bytes_read, const core::Failure* failure);

    std::unordered_map<JobId, std::uint64_t> open_;
    std::uint64_t open_bytes_ = 0;
    Totals totals_;
};

}  // namespace photolibrary::schedule
