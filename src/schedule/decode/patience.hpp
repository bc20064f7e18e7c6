#pragma once

#include <chrono>
#include <optional>

namespace photolibrary::schedule {

/// How long a shortage is waited out (core::Failure::is_shortage): as long as other work ends, which may end it, and a
/// moment longer. Not safe for several threads at once.
class Patience {
  public:
    using Clock = std::chrono::steady_clock;

    /// Until the work is tried again.
    static constexpr std::chrono::milliseconds pause{50};

    /// Work has ended, or could begin.
    void renew() noexcept { since_.reset(); }

    /// There is a shortage. False if that has been so for too long.
    bool lasts(Clock::time_point now = Clock::now()) noexcept {
        if (!since_) since_ = now;
        return now < *since_ + most;
    }

  private:
    static constexpr std::chrono::seconds most{2};

    std::optional<Clock::time_point> since_;
};

}  // namespace photolibrary::schedule
