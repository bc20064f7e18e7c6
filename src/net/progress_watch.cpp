#include "net/progress_watch.hpp"

#include <algorithm>

namespace photolibrary::net {
namespace {

constexpr ProgressWatch::Duration longest_interval{1.0};
/// A limit is kept to within this share of it.
constexpr double precision = 0.25;

ProgressWatch::Clock::duration ticks(ProgressWatch::Duration time) {
    return std::chrono::duration_cast<ProgressWatch::Clock::duration>(time);
}

}  // namespace

ProgressWatch::ProgressWatch(Duration stall_time, std::optional<Duration> answer_timeout) noexcept
    : stall_time_(stall_time),
      answer_timeout_(answer_timeout),
      interval_(std::min(longest_interval, std::min(stall_time, answer_timeout.value_or(stall_time)) * precision)) {}

void ProgressWatch::begin(Clock::time_point now) noexcept {
    phase_ = Phase::Connecting;
    plan(now);
}

ProgressWatch::Verdict ProgressWatch::look(Clock::time_point now, Phase phase, std::uint64_t moved) noexcept {
    const bool moves = phase == Phase::Sending || phase == Phase::Receiving;
    const bool is_fast_enough =
        moves && static_cast<double>(moved - moved_) >= least_bytes_per_second * stall_time_.count();
    if (phase != phase_ || is_fast_enough) {
        phase_ = phase;
        since_ = now;
        moved_ = moved;
    }
    if (limit() && now >= since_ + ticks(*limit())) return moves ? Verdict::Stalled : Verdict::NoAnswer;
    plan(now);
    return Verdict::GoesOn;
}

void ProgressWatch::plan(Clock::time_point now) noexcept {
    next_look_ = now + ticks(interval_);
    if (limit()) next_look_ = std::min(next_look_, since_ + ticks(*limit()));
}

/// Of the phase.
std::optional<ProgressWatch::Duration> ProgressWatch::limit() const noexcept {
    switch (phase_) {
        case Phase::Connecting:
            return std::nullopt;
        case Phase::Awaiting:
            return answer_timeout_;
        case Phase::Sending:
        case Phase::Receiving:
            break;
    }
    return stall_time_;
}

}  // namespace photolibrary::net
