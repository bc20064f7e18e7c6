#pragma once

#include <pthread.h>

#include <csignal>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace photolibrary::core {

/// Stack of every thread that decodes or fetches. The system's own default would be 8 MiB with glibc, which counts
/// against limits of memory, and 128 KiB with musl, which is too little for decoders.
inline constexpr std::size_t thread_stack_bytes = std::size_t{1} << 20;

/// Blocks all signals for the calling thread, and so for the threads it starts meanwhile. Signals are the PHP thread's
/// business: a handler of PHP's must never run on a thread of ours.
class SignalsBlocked {
  public:
    SignalsBlocked() noexcept;
    ~SignalsBlocked();
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

  private:
    sigset_t previous_;
};

/// Where the system has names of threads, as in a debugger. At most 15 characters.
void name_this_thread(const char* name) noexcept;

/// For a thread that somebody else has started: blocks all its signals for good and gives it a name.
void adopt_this_thread(const char* name) noexcept;

/// A thread of ours, or none. std::thread would have a stack of the system's default size.
class Thread {
  public:
    Thread() = default;
    Thread(Thread&& other) noexcept : handle_(std::exchange(other.handle_, std::nullopt)) {}
    Thread& operator=(Thread&& other) noexcept {
        join();
        handle_ = std::exchange(other.handle_, std::nullopt);
        return *this;
    }
    ~Thread() { join(); }

    bool joinable() const noexcept { return handle_.has_value(); }
    /// Waits for its end, if there is one.
    void join() noexcept;

  private:
    friend Thread start_thread(const char* name, std::function<void()> run);

    std::optional<pthread_t> handle_;
};

/// Starts a thread of ours: all its signals are blocked, and it has a name of at most 15 characters. Throws
/// std::system_error if the system has no thread left.
Thread start_thread(const char* name, std::function<void()> run);

/// How many more threads the system would let this process have at once, up to `most`: starts that many and ends them.
int startable_threads(int most);

}  // namespace photolibrary::core
