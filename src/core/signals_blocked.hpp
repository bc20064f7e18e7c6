#pragma once

#include <pthread.h>

#include <csignal>

namespace photolibrary::core {

/// Blocks all signals for the calling thread, and so for the threads it starts meanwhile. Signals are the PHP thread's
/// business: a handler of PHP's must never run on a thread of ours.
class SignalsBlocked {
  public:
    SignalsBlocked() noexcept {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &previous_);
    }
    ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

  private:
    sigset_t previous_;
};

}  // namespace photolibrary::core
