#pragma once

#include <memory>

namespace photolibrary::schedule {

/// oneTBB, alive only while threaded batches run. The first lease starts it, the last one ends all its threads, so a
/// fork between batches copies no thread; oneTBB itself does not support fork().
///
/// In a child that was forked while it was alive it is dead for ever: its threads did not come along.
class ThreadRuntime {
    struct Key {};  // only lease() has one

  public:
    explicit ThreadRuntime(Key) {}
    ThreadRuntime(const ThreadRuntime&) = delete;
    ThreadRuntime& operator=(const ThreadRuntime&) = delete;
    ~ThreadRuntime();

    /// Most threads that can run at once, over all batches.
    static constexpr int max_threads = 256;

    /// A share in the runtime; null where it is dead.
    static std::unique_ptr<ThreadRuntime> lease();

    /// False in a child that was forked while the runtime was alive.
    static bool available();
};

}  // namespace photolibrary::schedule
