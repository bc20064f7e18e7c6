#pragma once

#include <chrono>
#include <optional>

#include "core/backoff.hpp"

namespace photolibrary::net {

/// Whether an answer may be another one later: 408, 425, 429, 500, 502, 503, 504.
bool is_transient_status(int code) noexcept;

/// How one attempt of a request ended.
struct Attempt {
    using Duration = core::Backoff::Duration;

    int number = 1;                         ///< counted from 1
    int status = 0;                         ///< of the answer; 0: there was none, the connection failed
    bool is_transient = false;              ///< without an answer: whether the fault is of a kind that passes
    bool is_idempotent = true;              ///< whether doing it twice does no harm
    bool was_sent = true;                   ///< without an answer: whether the server may have seen the request
    std::optional<Duration> retry_after{};  ///< what the server asked for
};

/// When to send a request again, if at all: a pure function of what happened.
struct RetryRule {
    using Duration = core::Backoff::Duration;

    int retries = 3;  ///< further attempts
    core::Backoff backoff{};

    /// How long to wait before the next attempt; nothing if there shall be none. chance: a random number,
    /// 0 <= chance < 1. A wait that the server asks for wins over our own, even one longer than `backoff.longest`:
    /// whoever has a deadline must compare.
    ///
    /// What is not idempotent is tried again only if it cannot have been done: it was not sent, or the server refused
    /// it before it began, which 429 says (RFC 6585), and 503 if it comes with a time to come back.
    std::optional<Duration> wait(const Attempt& attempt, double chance) const noexcept;
};

}  // namespace photolibrary::net
