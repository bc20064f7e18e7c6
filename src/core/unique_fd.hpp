#pragma once

#include <utility>

namespace photolibrary::core {

/// Owns a file descriptor.
class UniqueFd {
  public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) noexcept : fd_(fd) {}
    UniqueFd(const UniqueFd&) = delete;
    UniqueFd& operator=(const UniqueFd&) = delete;
    UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    UniqueFd& operator=(UniqueFd&& other) noexcept {
        if (this != &other) {
            reset();
            fd_ = std::exchange(other.fd_, -1);
        }
        return *this;
    }
    ~UniqueFd() { reset(); }

    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }
    void reset() noexcept;

    /// Gives up ownership.
    int release() noexcept { return std::exchange(fd_, -1); }

  private:
    int fd_ = -1;
};

/// The same descriptor with a number above 2: where a process was started without its standard streams, a descriptor of
/// ours must not become one of them. Unchanged if there is no number left.
UniqueFd above_standard_streams(UniqueFd fd) noexcept;

}  // namespace photolibrary::core
