#pragma once

#include <csignal>
#include <functional>
#include <thread>

namespace photolibrary::core {

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

/// For a thread that somebody else has started: blocks all its signals for good and gives it a name.
void adopt_this_thread(const char* name) noexcept;

/// Starts a thread of ours: all its signals are blocked, and it has a name of at most 15 characters. Throws
/// std::system_error if the system has no thread left.
std::thread start_thread(const char* name, std::function<void()> run);

/// How many more threads the system would let this process have at once, up to `most`: starts that many and ends them.
int startable_threads(int most);

}  // namespace photolibrary::core
