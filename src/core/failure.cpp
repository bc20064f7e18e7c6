#include "core/failure.hpp"

#include <array>

namespace photolibrary::core {

std::string_view to_string(FailureReason reason) noexcept {
    static constexpr std::array<std::string_view, failure_reason_count> names = {
        "not_found", "unreadable", "unsupported", "too_large", "corrupt",         "memory",   "timeout",
        "crashed",   "cancelled",  "http_status", "network",   "blocked_address", "internal",
    };
    return names[static_cast<std::size_t>(reason)];
}

}  // namespace photolibrary::core
