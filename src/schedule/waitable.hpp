#pragma once

#include <chrono>

namespace photolibrary::schedule {

/// What a thread can wait for.
class Waitable {
  public:
    virtual ~Waitable() = default;

    /// Works for what is waited for in the calling thread, if that is faster than waiting: until it may be there, a
    /// signal has come, or time has passed. False if there is nothing to help with: then wait for ready_fd().
    virtual bool help(std::chrono::milliseconds most) = 0;

    /// Readable when there may be something to take. Until the next help().
    virtual int ready_fd() = 0;
};

}  // namespace photolibrary::schedule
