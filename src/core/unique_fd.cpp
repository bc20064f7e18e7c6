#include "core/unique_fd.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace photolibrary::core {

void UniqueFd::reset() noexcept {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

UniqueFd above_standard_streams(UniqueFd fd) noexcept {
    if (!fd || fd.get() > STDERR_FILENO) return fd;
    UniqueFd raised(::fcntl(fd.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    return raised ? std::move(raised) : std::move(fd);
}

}  // namespace photolibrary::core
