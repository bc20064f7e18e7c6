#pragma once

#include <chrono>
#include <optional>

namespace photolibrary::core {

/// When to try again, if at all: a pure function of what happened.
///
/// Waits are drawn evenly from 0 to a ceiling that doubles with every attempt ("full jitter": M. Brooker, "Exponential
/// Backoff And Jitter", AWS Architecture Blog, 2015), so that many clients do not come back at once.
struct RetryPolicy {
    using Duration = std::chrono::duration<double>;

    /// How an attempt ended.
    struct Ending {
        int status = 0;                         ///< of the answer; 0: there was none, the connection failed
        bool may_pass = false;                  ///< without an answer: whether the fault is of a kind that passes
        bool is_idempotent = true;              ///< whether doing it twice does no harm
        bool was_sent = true;                   ///< without an answer: whether the server may have seen the request
        std::optional<Duration> retry_after{};  ///< what the server asked for
    };

    int retries = 3;  ///< further attempts
    Duration base{0.25};
    Duration longest{20.0};

    /// How long to wait before the next attempt; nothing if there shall be none. attempt: of the one that ended,
    /// from 1. chance: a random number, 0 <= chance < 1. A wait that the server asks for wins over our own, even a
    /// longer one than `longest`: whoever has a deadline must compare.
    ///
    /// What is not idempotent is tried again only if it cannot have been done: it was not sent, or the server refused
    /// it before it began, which 429 says (RFC 6585), and 503 if it comes with a time to come back.
    std::optional<Duration> wait(int attempt, const Ending& ending, double chance) const noexcept;

    /// Whether an answer may be another one later: 408, 425, 429, 500, 502, 503, 504.
    static bool may_pass(int status) noexcept;
};

}  // namespace photolibrary::core
