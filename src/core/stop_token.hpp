#pragma once

#include <atomic>
#include <chrono>
#include <optional>

#include "core/failure.hpp"

namespace photolibrary::core {

/// Asks running work to end: by request (a flag that its owner keeps alive) or by deadline.
/// Decoders poll it between rows; they cannot be interrupted inside one library call.
class StopToken {
  public:
    using Clock = std::chrono::steady_clock;

    StopToken() = default;
    /// limit: the time that was allowed, for failure()'s message.
    StopToken(const std::atomic<bool>* requested, Clock::time_point deadline, std::chrono::duration<double> limit = {})
        : requested_(requested), deadline_(deadline), limit_(limit) {}

    /// Cancelled or Timeout, once the work should end.
    std::optional<FailureReason> reason() const noexcept {
        if (requested_ != nullptr && requested_->load(std::memory_order_relaxed)) return FailureReason::Cancelled;
        if (deadline_ != Clock::time_point::max() && Clock::now() >= deadline_) return FailureReason::Timeout;
        return std::nullopt;
    }

    bool stop_requested() const noexcept { return reason().has_value(); }

    /// The failure that ends the work. Precondition: stop_requested() was true.
    Failure failure() const {
        return reason() == FailureReason::Cancelled
                   ? Failure{FailureReason::Cancelled, "stopped before it was finished"}
                   : timed_out(limit_);
    }

  private:
    const std::atomic<bool>* requested_ = nullptr;
    Clock::time_point deadline_ = Clock::time_point::max();
    std::chrono::duration<double> limit_{};
};

}  // namespace photolibrary::core
