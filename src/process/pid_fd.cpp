#include "process/pid_fd.hpp"

#include <poll.h>

#include <cerrno>

#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace photolibrary::process {

// By their numbers: glibc has functions for them from 2.36 on only.
PidFd PidFd::of(pid_t pid) noexcept {
#if defined(__linux__) && defined(SYS_pidfd_open)
    return PidFd(core::UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))));
#else
    static_cast<void>(pid);
    errno = ENOSYS;
    return {};
#endif
}

bool PidFd::send(int signal) const noexcept {
#if defined(__linux__) && defined(SYS_pidfd_send_signal)
    return ::syscall(SYS_pidfd_send_signal, fd_.get(), signal, nullptr, 0) == 0;
#else
    static_cast<void>(signal);
    errno = ENOSYS;
    return false;
#endif
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
