#include "process/pid_fd.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace photolibrary::process {

// By their numbers: glibc has functions for them from 2.36 on only.
PidFd PidFd::of(pid_t pid) noexcept {
    return PidFd(core::UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))));
}

bool PidFd::send(int signal) const noexcept {
    return ::syscall(SYS_pidfd_send_signal, fd_.get(), signal, nullptr, 0) == 0;
}

bool PidFd::has_ended() const noexcept {
    if (!fd_) return false;
    pollfd entry{fd_.get(), POLLIN, 0};
    int ready = 0;
    do {
        ready = ::poll(&entry, 1, 0);
    } while (ready < 0 && errno == EINTR);
    return ready > 0 && (entry.revents & POLLIN) != 0;
}

}  // namespace photolibrary::process
