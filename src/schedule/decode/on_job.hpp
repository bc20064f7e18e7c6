#pragma once

#include <chrono>

#include "schedule/job.hpp"

namespace photolibrary::schedule {

/// Declares what the calling thread is on, for as long as this object lives. In a decoding child only: there, whoever
/// hears its last words learns which job was to blame, also if its stack is used up.
///
/// A timer of the kernel's kills the whole process if the job is not done half a second after its deadline: whoever
/// should have done so is not there.
class OnJob {
  public:
    /// left: until its deadline.
    OnJob(JobId job, std::chrono::duration<double> left) noexcept;
    OnJob(const OnJob&) = delete;
    OnJob& operator=(const OnJob&) = delete;
    ~OnJob() { end(); }

  private:
    void end() noexcept;

    [[maybe_unused]] void* timer_ = nullptr;  // timer_t, which is a pointer where there is one
    [[maybe_unused]] bool has_timer_ = false;
};

}  // namespace photolibrary::schedule
