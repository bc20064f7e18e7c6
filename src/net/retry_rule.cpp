#include "net/retry_rule.hpp"

#include <algorithm>

#include "net/status.hpp"

namespace photolibrary::net {
namespace {

bool is_transient_end(const Attempt& attempt) noexcept {
    return attempt.status == 0 ? attempt.is_transient : is_transient_status(attempt.status);
}

/// Whether the server cannot have done what was asked for.
bool was_not_processed(const Attempt& attempt) noexcept {
    if (attempt.status == 0) return !attempt.was_sent;
    return attempt.status == status::too_many_requests ||
           (attempt.status == status::unavailable && attempt.retry_after);
}

}  // namespace

bool is_transient_status(int code) noexcept {
    switch (code) {
        case status::request_timeout:
        case status::too_early:
        case status::too_many_requests:
        case status::internal_error:
        case status::bad_gateway:
        case status::unavailable:
        case status::gateway_timeout:
            return true;
        default:
            return false;
    }
}

std::optional<RetryRule::Duration> RetryRule::wait(const Attempt& attempt, double chance) const noexcept {
    if (attempt.number < 1 || attempt.number > retries) return std::nullopt;
    if (!is_transient_end(attempt)) return std::nullopt;
    if (!attempt.is_idempotent && !was_not_processed(attempt)) return std::nullopt;
    if (attempt.retry_after) return std::max(*attempt.retry_after, Duration::zero());
    return backoff.wait(attempt.number, chance);
}

}  // namespace photolibrary::net
