#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace photolibrary::core {

/// Why a job gave no result: one closed list for every kind of job and every mode. The names are part of the PHP API.
enum class FailureReason : std::uint8_t {
    NotFound,
    Unreadable,
    Unsupported,
    TooLarge,
    Corrupt,
    Memory,
    Timeout,
    Crashed,
    Cancelled,
    HttpStatus,
    Network,
    BlockedAddress,
    Internal,
};

inline constexpr std::size_t failure_reason_count = 13;

/// The reason as PHP spells it: "not_found".
std::string_view to_string(FailureReason reason) noexcept;

/// The failure of one job. A value: it crosses threads and processes.
struct Failure {
    FailureReason reason = FailureReason::Internal;
    std::string message;  ///< one sentence that names the culprit
    int signal = 0;       ///< that ended the process, for crashed
    int http_status = 0;  ///< of the server's answer, for http_status
    /// It says nothing of the work: the system lacks something just now (see shortage()). Whoever runs the work tries
    /// it again while other work ends.
    bool is_shortage = false;
};

/// The failure of a system call that `what` ("it cannot be opened") needs, with errno: a shortage of descriptors or of
/// the kernel's memory. Nothing for any other error.
std::optional<Failure> shortage(int error, std::string_view what);

/// What every failure for want of memory says.
inline constexpr const char* not_enough_memory_text = "not enough memory";
Failure not_enough_memory();

/// The failure of a job that took longer than `limit`, which the option `timeout` has set.
Failure timed_out(std::chrono::duration<double> limit);

/// The failure with the name of its culprit in front: "photo.jpg: it is empty". An empty name changes nothing.
Failure named(Failure failure, std::string_view name);

/// A time as messages show it: "30 s", "0.5 s".
std::string shown_seconds(std::chrono::duration<double> time);

/// A T, or the reason why there is none.
template <class T>
class [[nodiscard]] Outcome {
  public:
    // Implicit: `return value;` and `return failure;` are what functions with an outcome end with.
    Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Outcome(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

    bool ok() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    /// Precondition: ok().
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }

    /// Null if ok().
    const Failure* failure_if() const noexcept { return std::get_if<1>(&state_); }

    /// The failure, if that is for want of something that may be there again in a moment; else null.
    const Failure* shortage() const noexcept {
        const Failure* const failure = failure_if();
        return failure != nullptr && failure->is_shortage ? failure : nullptr;
    }

    /// Precondition: !ok().
    Failure& failure() & { return std::get<1>(state_); }
    const Failure& failure() const& { return std::get<1>(state_); }
    Failure&& failure() && { return std::get<1>(std::move(state_)); }

  private:
    std::variant<T, Failure> state_;
};

}  // namespace photolibrary::core
