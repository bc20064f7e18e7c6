#pragma once

#include <chrono>

#include "schedule/job.hpp"

namespace photolibrary::schedule {

/// From now on, a signal that ends this process for a fault of its own first says through fd on which job the thread
/// was: with several threads, only that job is to blame.
void install_last_words(int fd) noexcept;

/// Declares what the calling thread is on, for as long as this object lives, and sees to it that it can still speak
/// when its stack is used up. Does nothing where install_last_words() was not called.
///
/// A timer of the kernel's kills the whole process if the job is not done half a second after its deadline: whoever
/// should have done so is not there.
class OnJob {
  public:
    /// left: until its deadline.
    OnJob(JobId job, std::chrono::duration<double> left) noexcept;
    OnJob(const OnJob&) = delete;
    OnJob& operator=(const OnJob&) = delete;
    ~OnJob();

  private:
    void* timer_ = nullptr;  // timer_t, which is a pointer where there is one
    bool has_timer_ = false;
};

}  // namespace photolibrary::schedule
