#include "schedule/decode/linux/last_words.hpp"

#include <sys/mman.h>

#include <array>
#include <chrono>
#include <csignal>
#include <ctime>
#include <memory>

#include "image/failures.hpp"
#include "schedule/decode/linux/job_frames.hpp"
#include "schedule/decode/on_job.hpp"

namespace photolibrary::schedule {
namespace {

constexpr std::array fatal_signals = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
constexpr std::chrono::milliseconds grace(500);  // past a deadline
constexpr std::size_t stack_bytes = 65'536;
constexpr std::size_t spare_bytes = 4U << 20;

int channel_fd = -1;
thread_local JobId current_job = 0;
thread_local bool is_on_job = false;

/// Our threads block all signals, and do so again whenever they come back to work.
void unblock_fatal_signals() noexcept {
    sigset_t fatal;
    ::sigemptyset(&fatal);
    for (const int signal : fatal_signals)
        ::sigaddset(&fatal, signal);
    ::pthread_sigmask(SIG_UNBLOCK, &fatal, nullptr);
}

/// A stack for the handler, for a thread that has used up its own.
struct HandlerStack {
    std::unique_ptr<std::byte[]> bytes = std::make_unique<std::byte[]>(stack_bytes);

    HandlerStack() {
        stack_t stack{};
        stack.ss_sp = bytes.get();
        stack.ss_size = stack_bytes;
        ::sigaltstack(&stack, nullptr);
    }
    HandlerStack(const HandlerStack&) = delete;
    HandlerStack& operator=(const HandlerStack&) = delete;
    ~HandlerStack() {
        stack_t none{};
        none.ss_flags = SS_DISABLE;
        ::sigaltstack(&none, nullptr);
    }
};

/// Libraries that abort when an allocation fails do so near the limit.
bool is_out_of_memory(int signal) noexcept {
    if (signal != SIGABRT && signal != SIGTRAP) return false;
    if (image::library_is_out_of_memory()) return true;
    void* const spare = ::mmap(nullptr, spare_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return spare == MAP_FAILED;
}

void say_and_die(int signal) {
    if (is_on_job) send_dying(channel_fd, current_job, is_out_of_memory(signal));
    ::raise(signal);  // the handler is gone (SA_RESETHAND): this ends the process
}

}  // namespace

void install_last_words(int fd) noexcept {
    channel_fd = fd;
    struct sigaction action {};
    action.sa_handler = say_and_die;
    action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND) | SA_NODEFER;
    for (const int signal : fatal_signals)
        ::sigaction(signal, &action, nullptr);
}

OnJob::OnJob(JobId job, std::chrono::duration<double> left) noexcept {
    if (channel_fd < 0) return;
    static thread_local const HandlerStack stack;
    static_cast<void>(stack);
    unblock_fatal_signals();
    current_job = job;
    is_on_job = true;
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGKILL;
    has_timer_ = ::timer_create(CLOCK_MONOTONIC, &event, &timer_) == 0;
    if (!has_timer_) return;
    const auto time = std::chrono::duration_cast<std::chrono::nanoseconds>(left + grace);
    itimerspec expiry{};
    expiry.it_value.tv_sec = static_cast<time_t>(time.count() / 1'000'000'000);
    expiry.it_value.tv_nsec = static_cast<long>(time.count() % 1'000'000'000);
    ::timer_settime(timer_, 0, &expiry, nullptr);
}

void OnJob::end() noexcept {
    if (has_timer_) ::timer_delete(timer_);
    is_on_job = false;
}

}  // namespace photolibrary::schedule
