#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace photolibrary::net {

/// Judges whether a request gets on: that no transfer stalls, and that an answer begins in time. Is told the time, so
/// that it can be tested without waiting.
class ProgressWatch {
  public:
    using Clock = std::chrono::steady_clock;
    using Duration = std::chrono::duration<double>;

    enum class Phase {
        Connecting,  ///< has limits of its own
        Sending,     ///< bytes are due from us
        Awaiting,    ///< all is sent, no answer has begun: the server may think
        Receiving,
    };
    enum class Verdict { GoesOn, Stalled, NoAnswer };

    /// A transfer slower than this has stalled.
    static constexpr int least_bytes_per_second = 64;

    ProgressWatch(Duration stall_time, std::optional<Duration> answer_timeout) noexcept;

    /// A request begins.
    void begin(Clock::time_point now) noexcept;

    /// moved: bytes of this request, in both directions, so far.
    Verdict look(Clock::time_point now, Phase phase, std::uint64_t moved) noexcept;

    /// When to look again, at the latest.
    Clock::time_point next_look() const noexcept { return next_look_; }

  private:
    void plan(Clock::time_point now) noexcept;
    std::optional<Duration> limit() const noexcept;

    Duration stall_time_;
    std::optional<Duration> answer_timeout_;
    Duration interval_;
    Phase phase_ = Phase::Connecting;
    Clock::time_point since_;  ///< when the phase began, or enough bytes had moved
    std::uint64_t moved_ = 0;  ///< by then
    Clock::time_point next_look_;
};

}  // namespace photolibrary::net
