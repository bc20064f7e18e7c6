#pragma once

#include <sys/types.h>

#include <utility>

#include "core/unique_fd.hpp"

namespace photolibrary::process {

/// A process by descriptor: unlike its number, it never comes to mean another process. Readable for poll() from the
/// process' end on, also before anybody has waited for it.
class PidFd {
  public:
    PidFd() = default;
    /// Takes over a pidfd that came from elsewhere.
    explicit PidFd(core::UniqueFd fd) noexcept : fd_(std::move(fd)) {}

    /// Of a running process or a child that nobody has waited for yet. Empty, with errno saying why, where there is no
    /// such process or the system has no pidfd (Linux has it from 5.3 on).
    static PidFd of(pid_t pid) noexcept;

    int fd() const noexcept { return fd_.get(); }
    core::UniqueFd take() noexcept { return std::move(fd_); }
    explicit operator bool() const noexcept { return static_cast<bool>(fd_); }

    /// False when the process has been waited for or may not be signalled; errno says which.
    bool send(int signal) const noexcept;
    /// Whether the whole process has ended, with all its threads. Also false when empty.
    bool has_ended() const noexcept;

  private:
    core::UniqueFd fd_;
};

}  // namespace photolibrary::process
