#pragma once

#include <memory>

#include "core/failure.hpp"

namespace photolibrary::schedule {

/// oneTBB, alive only while threaded batches run. The first lease starts it, the last one ends all its threads, so a
/// fork between batches copies no thread; oneTBB itself does not support fork().
///
/// In a child that was forked while it was alive it is dead for ever: its threads did not come along.
class ThreadRuntime {
    struct Key {};  // only lease() has one

  public:
    ThreadRuntime(Key, int threads) : threads_(threads) {}
    ThreadRuntime(const ThreadRuntime&) = delete;
    ThreadRuntime& operator=(const ThreadRuntime&) = delete;
    ~ThreadRuntime();

    /// Most threads that can run at once, over all batches.
    static constexpr int max_threads = 256;

    /// A share in the runtime, for as many of the wanted threads as the system lets this process have. Fails with
    /// internal if that is none, and where the runtime is dead.
    static core::Outcome<std::unique_ptr<ThreadRuntime>> lease(int wanted);

    /// Of this lease: 1 to what was wanted.
    int threads() const noexcept { return threads_; }

    /// Lets oneTBB alone from now on: a thread that it wanted could not be had, and its books of threads are wrong.
    /// Nothing can run threads in this process any more.
    static void forsake() noexcept;

    /// False in a child that was forked while the runtime was alive.
    static bool available();

  private:
    int threads_;
};

}  // namespace photolibrary::schedule
