#include "core/thread.hpp"

#include <pthread.h>

#include <latch>
#include <system_error>
#include <utility>
#include <vector>

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

int startable_threads(int most) {
    const SignalsBlocked blocked;
    std::vector<std::jthread> started;
    started.reserve(static_cast<std::size_t>(most));
    std::latch end(1);
    try {
        while (static_cast<int>(started.size()) < most)
            started.emplace_back([&end] { end.wait(); });
    } catch (const std::system_error&) {  // that was one too many
    }
    end.count_down();
    return static_cast<int>(started.size());
}

}  // namespace photolibrary::core
