#include "net/file_sink.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace photolibrary::net {

std::optional<core::Failure> FileSink::write(std::span<const std::byte> bytes) {
    if (!file_) {
        // O_NONBLOCK: a FIFO without a reader would hold all transfers up.
        constexpr int how = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
        file_ = core::UniqueFd(::open(path_.c_str(), how, 0666));
    }
    const ssize_t written = file_ ? ::write(file_.get(), bytes.data(), bytes.size()) : -1;
    if (written == static_cast<ssize_t>(bytes.size())) return std::nullopt;
    return core::Failure{
        core::FailureReason::Unreadable,
        "the file " + path_ + " cannot be written: " + std::system_category().message(written < 0 ? errno : ENOSPC)};
}

}  // namespace photolibrary::net
