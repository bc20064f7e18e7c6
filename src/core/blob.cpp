#include "core/blob.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace photolibrary::core {
namespace {

Failure open_failure(int error) {
    if (std::optional<Failure> lack = shortage(error, "it cannot be opened")) return *std::move(lack);
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return {FailureReason::NotFound, "there is no such file"};
        case ELOOP:
            return {FailureReason::Unreadable, "its symbolic links form a loop"};
        case EACCES:
        case EPERM:
            return {FailureReason::Unreadable, "no permission to read it"};
        case ENXIO:
            return {FailureReason::Unreadable, "it is a socket or a device, not a file"};
        default:
            return {FailureReason::Unreadable, "it cannot be opened: " + std::system_category().message(error)};
    }
}

std::string_view kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return "it is a directory";
    if (S_ISFIFO(mode)) return "it is a FIFO, not a file";
    return "it is a device or a socket, not a file";
}

std::optional<Failure> check_size(std::uint64_t size, std::uint64_t max_bytes) {
    if (size == 0) return Failure{FailureReason::Corrupt, "it is empty"};
    if (size > max_bytes) {
        return Failure{FailureReason::TooLarge, "it has " + std::to_string(size) + " bytes, more than the " +
                                                    std::to_string(max_bytes) + " allowed (maxBytes)"};
    }
    return std::nullopt;
}

}  // namespace

Outcome<UniqueFd> open_file(const std::string& path) {
    if (path.empty() || path.find('\0') != std::string::npos) {
        return Failure{FailureReason::NotFound,
                       path.empty() ? "the path is empty" : "there is no such file: the path has a NUL byte"};
    }
    // O_NONBLOCK: opening a FIFO without a writer would wait for one.
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!fd) return open_failure(errno);
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0) return open_failure(errno);
    if (!S_ISREG(info.st_mode)) return Failure{FailureReason::Unreadable, std::string(kind_of(info.st_mode))};
    return fd;
}

Outcome<Blob> Blob::open(const std::string& path, std::uint64_t max_bytes) {
    Outcome<UniqueFd> fd = open_file(path);
    if (!fd) return std::move(fd).failure();
    return of_descriptor(std::make_shared<const UniqueFd>(std::move(fd).value()), max_bytes);
}

Outcome<Blob> Blob::of_descriptor(std::shared_ptr<const UniqueFd> fd, std::uint64_t max_bytes) {
    struct stat info {};
    if (::fstat(fd->get(), &info) != 0) return open_failure(errno);
    if (!S_ISREG(info.st_mode)) return Failure{FailureReason::Unreadable, std::string(kind_of(info.st_mode))};
    Blob blob;
    blob.fd_ = std::move(fd);
    blob.size_ = static_cast<std::uint64_t>(info.st_size);
    if (auto failure = check_size(blob.size_, max_bytes)) return *std::move(failure);
    return blob;
}

Outcome<Blob> Blob::from_bytes(std::shared_ptr<const std::string> bytes, std::uint64_t max_bytes) {
    if (auto failure = check_size(bytes->size(), max_bytes)) return *std::move(failure);
    Blob blob;
    blob.size_ = bytes->size();
    blob.bytes_ = std::move(bytes);
    return blob;
}

std::size_t Blob::read(std::uint64_t offset, std::span<std::byte> out) const noexcept {
    const std::size_t got = peek(offset, out);
    bytes_read_ += got;
    return got;
}

std::size_t Blob::peek(std::uint64_t offset, std::span<std::byte> out) const noexcept {
    if (offset >= size_ || out.empty()) return 0;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset));
    std::size_t got = 0;
    if (bytes_) {
        std::memcpy(out.data(), bytes_->data() + offset, wanted);
        got = wanted;
    }
    while (fd_ && got < wanted) {
        const ssize_t n = ::pread(fd_->get(), out.data() + got, wanted - got, static_cast<off_t>(offset + got));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        got += static_cast<std::size_t>(n);
    }
    return got;
}

std::span<const std::byte> Blob::read_all(std::vector<std::byte>& storage) const {
    if (bytes_) {
        bytes_read_ += size_;
        return std::as_bytes(std::span(*bytes_));
    }
    storage.resize(static_cast<std::size_t>(size_));
    return std::span(storage).first(read(0, storage));
}

}  // namespace photolibrary::core
