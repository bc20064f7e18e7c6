#include "net/retry_rule.hpp"

#include <algorithm>

#include "net/status.hpp"

namespace photolibrary::net {
namespace {

bool fault_may_pass(const Attempt& attempt) noexcept {
    return attempt.status == 0 ? attempt.may_pass : may_pass(attempt.status);
}

/// Whether the server cannot have done what was asked for.
bool is_undone(const Attempt& attempt) noexcept {
    if (attempt.status == 0) return !attempt.was_sent;
    return attempt.status == status::too_many_requests ||
           (attempt.status == status::unavailable && attempt.retry_after);
}

}  // namespace

bool may_pass(int code) noexcept {
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
    if (!fault_may_pass(attempt)) return std::nullopt;
    if (!attempt.is_idempotent && !is_undone(attempt)) return std::nullopt;
    if (attempt.retry_after) return std::max(*attempt.retry_after, Duration::zero());
    return backoff.wait(attempt.number, chance);
}

}  // namespace photolibrary::net
