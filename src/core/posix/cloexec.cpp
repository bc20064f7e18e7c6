#include "core/cloexec.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace photolibrary::core {
namespace {

/// A program that another thread starts in between inherits it: POSIX knows no better way.
UniqueFd closed_on_exec(int fd) noexcept {
    if (fd >= 0) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return UniqueFd(fd);
}

}  // namespace

Pipe make_pipe() noexcept {
    int ends[2];
    if (::pipe(ends) != 0) return {};
    return {above_standard_streams(closed_on_exec(ends[0])), above_standard_streams(closed_on_exec(ends[1]))};
}

UniqueFd make_socket(int family, int type, int protocol) noexcept {
    return closed_on_exec(::socket(family, type, protocol));
}

}  // namespace photolibrary::core
