#include "process/pid_fd.hpp"

#include <cerrno>

namespace photolibrary::process {

// POSIX knows processes by their numbers only.

PidFd PidFd::of(pid_t) noexcept {
    errno = ENOSYS;
    return {};
}

bool PidFd::send(int) const noexcept {
    errno = ENOSYS;
    return false;
}

bool PidFd::has_ended() const noexcept {
    return false;
}

}  // namespace photolibrary::process
