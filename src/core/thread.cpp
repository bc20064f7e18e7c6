#include "core/thread.hpp"

#include <pthread.h>

#include <utility>

namespace photolibrary::core {
namespace {

void block_all(sigset_t* previous) noexcept {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, previous);
}

}  // namespace

SignalsBlocked::SignalsBlocked() noexcept {
    block_all(&previous_);
}

SignalsBlocked::~SignalsBlocked() {
    ::pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

void adopt_this_thread(const char* name) noexcept {
    block_all(nullptr);
#ifdef __linux__
    ::pthread_setname_np(::pthread_self(), name);
#else
    static_cast<void>(name);
#endif
}

std::thread start_thread(const char* name, std::function<void()> run) {
    const SignalsBlocked blocked;  // from its first instruction on
    std::thread thread(std::move(run));
#ifdef __linux__
    ::pthread_setname_np(thread.native_handle(), name);
#else
    static_cast<void>(name);
#endif
    return thread;
}

}  // namespace photolibrary::core
