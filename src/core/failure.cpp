#include "core/failure.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

namespace photolibrary::core {

std::string_view to_string(FailureReason reason) noexcept {
    static constexpr std::array<std::string_view, failure_reason_count> names = {
        "not_found", "unreadable", "unsupported", "too_large", "corrupt",         "memory",   "timeout",
        "crashed",   "cancelled",  "http_status", "network",   "blocked_address", "internal",
    };
    return names[static_cast<std::size_t>(reason)];
}

std::optional<Failure> shortage(int error, std::string_view what) {
    std::string_view remedy;
    if (error == EMFILE) {
        remedy = "this process may open no more files (ulimit -n)";
    } else if (error == ENFILE) {
        remedy = "the system may open no more files (fs.file-max)";
    } else if (error == ENOMEM) {
        remedy = "the system has no memory left";
    } else {
        return std::nullopt;
    }
    Failure failure{FailureReason::Internal, std::string(what) + ": " + std::string(remedy)};
    failure.is_shortage = true;
    return failure;
}

Failure not_enough_memory() {
    return {FailureReason::Memory, not_enough_memory_text};
}

Failure timed_out(std::chrono::duration<double> limit) {
    return {FailureReason::Timeout, "took longer than " + shown_seconds(limit) + " (timeout)"};
}

Failure named(Failure failure, std::string_view name) {
    if (!name.empty()) failure.message.insert(0, std::string(name) + ": ");
    return failure;
}

std::string shown_seconds(std::chrono::duration<double> time) {
    constexpr double most = 1e15;
    std::array<char, 64> digits{};
    const double rounded = std::max(0.0, std::min(time.count(), most));
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), rounded, std::chars_format::fixed);
    return std::string(digits.data(), error == std::errc{} ? end : digits.data()) + " s";
}

}  // namespace photolibrary::core
