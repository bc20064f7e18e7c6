#include "schedule/decode/thread_runtime.hpp"

#include <oneapi/tbb/global_control.h>

#include <mutex>
#include <optional>

#include "core/process_generation.hpp"

namespace photolibrary::schedule {
namespace {

using tbb::global_control;

/// Alive while there are leases. A single control for all batches: of several, the smallest would win.
struct Controls {
    // Without it an arena of more threads than processors gets only processors - 1. One more than the threads: the
    // count includes a caller, which never joins.
    global_control parallelism{global_control::max_allowed_parallelism, ThreadRuntime::max_threads + 1};
    global_control stack_size{global_control::thread_stack_size, 1U << 20};
    tbb::task_scheduler_handle handle{tbb::attach{}};
};

struct Shared {
    std::mutex mutex;
    std::optional<Controls> controls;
    int leases = 0;
    unsigned generation = 0;  // process that the threads live in, while there are leases
};

/// Never destroyed: at the exit of a child forked during a batch, ending the parent's threads would hang.
Shared& shared() {
    static Shared* const instance = std::make_unique<Shared>().release();
    return *instance;
}

bool alive_elsewhere(const Shared& state) {
    return state.leases > 0 && state.generation != core::process_generation();
}

}  // namespace

std::unique_ptr<ThreadRuntime> ThreadRuntime::lease() {
    Shared& state = shared();
    const std::lock_guard lock(state.mutex);
    if (alive_elsewhere(state)) return nullptr;
    if (state.leases == 0) {
        state.generation = core::process_generation();
        state.controls.emplace();
    }
    ++state.leases;
    return std::make_unique<ThreadRuntime>(Key{});
}

bool ThreadRuntime::available() {
    Shared& state = shared();
    const std::lock_guard lock(state.mutex);
    return !alive_elsewhere(state);
}

ThreadRuntime::~ThreadRuntime() {
    Shared& state = shared();
    const std::lock_guard lock(state.mutex);
    if (--state.leases > 0) return;
    // Waits for every thread to end: from here on a fork is safe.
    tbb::finalize(state.controls->handle, std::nothrow);
    state.controls.reset();
}

}  // namespace photolibrary::schedule
