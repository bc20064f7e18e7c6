#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>

namespace photolibrary::core {

/// How long to wait before another attempt.
///
/// Waits are drawn evenly from 0 to a ceiling that doubles with every attempt ("full jitter": M. Brooker, "Exponential
/// Backoff And Jitter", AWS Architecture Blog, 2015), so that many clients do not come back at once.
struct Backoff {
    using Duration = std::chrono::duration<double>;

    Duration base{0.25};     ///< the first ceiling
    Duration longest{20.0};  ///< the highest one

    /// attempt: the one that has ended, from 1. chance: a random number, 0 <= chance < 1.
    Duration wait(int attempt, double chance) const noexcept {
        return chance * std::min(Duration(std::ldexp(base.count(), attempt - 1)), longest);
    }
};

}  // namespace photolibrary::core
