#include "schedule/decode/thread_runtime.hpp"

#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/process_generation.hpp"
#include "core/thread.hpp"
#include "schedule/decode/isolation.hpp"

namespace photolibrary::schedule {
namespace {

using tbb::global_control;

/// Alive while there are leases. A single control for all batches: of several, the smallest would win.
struct Controls {
    // Without it an arena of more threads than processors gets only processors - 1. One more than the threads: the
    // count includes a caller, which never joins.
    global_control parallelism{global_control::max_allowed_parallelism, ThreadRuntime::max_threads + 1};
    global_control stack_size{global_control::thread_stack_size, core::thread_stack_bytes};
    tbb::task_scheduler_handle handle{tbb::attach{}};
};

struct Shared {
    std::mutex mutex;
    std::optional<Controls> controls;
    int leases = 0;
    unsigned generation = 0;  // process that the threads live in, while there are leases
    bool is_forsaken = false;
};

/// Never destroyed: at the exit of a child forked during a batch, ending the parent's threads would hang.
Shared& shared() {
    static Shared* const instance = std::make_unique<Shared>().release();
    return *instance;
}

bool is_dead(const Shared& state) {
    return state.is_forsaken || (state.leases > 0 && state.generation != core::process_generation());
}

std::string_view why_dead(const Shared& state) {
    if (state.is_forsaken) return "threads cannot run in this process: the system has refused it one; use sequential()";
    return has_isolated_processes() ? "threads cannot run in this process: it was forked while threads were running; "
                                      "use processes() or sequential()"
                                    : "threads cannot run in this process: it was forked while threads were running; "
                                      "use sequential()";
}

}  // namespace

core::Outcome<std::unique_ptr<ThreadRuntime>> ThreadRuntime::lease(int wanted) {
    Shared& state = shared();
    const std::lock_guard lock(state.mutex);
    if (is_dead(state)) return core::Failure{core::FailureReason::Internal, std::string(why_dead(state))};
    // oneTBB aborts the process, or waits for ever, when it cannot start a thread. One more than the batch wants: while
    // a thread of oneTBB is on its way to sleep, another one may be started in its stead.
    const int spare = 1;
    const int threads = std::min(wanted, core::startable_threads(wanted + spare) - spare);
    if (threads < 1) {
        return core::Failure{core::FailureReason::Internal,
                             "the system lets this process start no thread: raise its limits (ulimit -u, the "
                             "container's limit of processes) or use sequential()"};
    }
    if (state.leases == 0) {
        state.generation = core::process_generation();
        state.controls.emplace();
    }
    ++state.leases;
    return std::make_unique<ThreadRuntime>(Key{}, threads);
}

bool ThreadRuntime::available() {
    Shared& state = shared();
    const std::lock_guard lock(state.mutex);
    return !is_dead(state);
}

void ThreadRuntime::forsake() noexcept {
    Shared& state = shared();
    const std::lock_guard lock(state.mutex);
    state.is_forsaken = true;
}

ThreadRuntime::~ThreadRuntime() {
    Shared& state = shared();
    const std::lock_guard lock(state.mutex);
    if (--state.leases > 0 || state.is_forsaken) return;
    // Waits for every thread to end: from here on a fork is safe.
    tbb::finalize(state.controls->handle, std::nothrow);
    state.controls.reset();
}

}  // namespace photolibrary::schedule
