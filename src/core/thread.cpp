#include "core/thread.hpp"

#include <latch>
#include <memory>
#include <system_error>
#include <vector>

namespace photolibrary::core {
namespace {

void block_all(sigset_t* previous) noexcept {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, previous);
}

struct Start {
    const char* name;
    std::function<void()> run;
};

void* run_thread(void* start) noexcept {
    const std::unique_ptr<const Start> own(static_cast<const Start*>(start));
    name_this_thread(own->name);
    own->run();
    return nullptr;
}

/// The error number; 0: the thread runs, and owns the start.
int create_thread(pthread_t& handle, Start* start) noexcept {
    pthread_attr_t attributes;
    if (const int error = ::pthread_attr_init(&attributes)) return error;
    int error = ::pthread_attr_setstacksize(&attributes, thread_stack_bytes);
    if (error == 0) error = ::pthread_create(&handle, &attributes, run_thread, start);
    ::pthread_attr_destroy(&attributes);
    return error;
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
    name_this_thread(name);
}

void Thread::join() noexcept {
    if (handle_) ::pthread_join(*std::exchange(handle_, std::nullopt), nullptr);
}

Thread start_thread(const char* name, std::function<void()> run) {
    auto start = std::make_unique<Start>(Start{name, std::move(run)});
    const SignalsBlocked blocked;  // from its first instruction on
    pthread_t handle{};
    if (const int error = create_thread(handle, start.get()))
        throw std::system_error(error, std::system_category(), "a thread");
    static_cast<void>(start.release());
    Thread thread;
    thread.handle_ = handle;
    return thread;
}

int startable_threads(int most) {
    std::latch end(1);
    std::vector<Thread> started;  // the latch outlives them
    started.reserve(static_cast<std::size_t>(most));
    try {
        while (static_cast<int>(started.size()) < most)
            started.push_back(start_thread("pl-probe", [&end] { end.wait(); }));
    } catch (const std::system_error&) {  // that was one too many
    }
    end.count_down();
    return static_cast<int>(started.size());
}

}  // namespace photolibrary::core
