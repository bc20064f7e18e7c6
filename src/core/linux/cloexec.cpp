#include "core/cloexec.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace photolibrary::core {

Pipe make_pipe() noexcept {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return {};
    return {above_standard_streams(UniqueFd(ends[0])), above_standard_streams(UniqueFd(ends[1]))};
}

UniqueFd make_socket(int family, int type, int protocol) noexcept {
    return UniqueFd(::socket(family, type | SOCK_CLOEXEC, protocol));
}

}  // namespace photolibrary::core
