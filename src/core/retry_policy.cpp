#include "core/retry_policy.hpp"

#include <algorithm>
#include <cmath>

namespace photolibrary::core {
namespace {

bool fault_may_pass(const RetryPolicy::Ending& ending) noexcept {
    return ending.status == 0 ? ending.may_pass : RetryPolicy::may_pass(ending.status);
}

/// Whether the server cannot have done what was asked for.
bool is_undone(const RetryPolicy::Ending& ending) noexcept {
    if (ending.status == 0) return !ending.was_sent;
    return ending.status == 429 || (ending.status == 503 && ending.retry_after);
}

}  // namespace

std::optional<RetryPolicy::Duration> RetryPolicy::wait(int attempt, const Ending& ending,
                                                       double chance) const noexcept {
    if (attempt < 1 || attempt > retries) return std::nullopt;
    if (!fault_may_pass(ending)) return std::nullopt;
    if (!ending.is_idempotent && !is_undone(ending)) return std::nullopt;
    if (ending.retry_after) return std::max(*ending.retry_after, Duration::zero());
    const Duration doubled{std::ldexp(base.count(), attempt - 1)};
    return chance * std::min(doubled, longest);
}

bool RetryPolicy::may_pass(int status) noexcept {
    switch (status) {
        case 408:
        case 425:
        case 429:
        case 500:
        case 502:
        case 503:
        case 504:
            return true;
        default:
            return false;
    }
}

}  // namespace photolibrary::core
