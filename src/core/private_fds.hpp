#pragma once

#include "core/unique_fd.hpp"

namespace photolibrary::core {

/// For descriptors that a library owns: forked children close it at once, until close_private() does. No effect on -1.
void keep_private(int fd);
/// Closes it, unless a fork has done so in this process.
void close_private(int fd) noexcept;

/// Owns a descriptor that a forked child closes at once. For sockets whose other end must see it when this process is
/// gone: a copy in a child that PHP code forked would keep them open.
class PrivateFd {
  public:
    PrivateFd() = default;
    explicit PrivateFd(UniqueFd fd);
    PrivateFd(PrivateFd&&) noexcept = default;
    PrivateFd& operator=(PrivateFd&& other) noexcept;
    ~PrivateFd() { reset(); }

    int get() const noexcept { return fd_.get(); }
    explicit operator bool() const noexcept { return static_cast<bool>(fd_); }
    void reset() noexcept;

  private:
    UniqueFd fd_;
};

}  // namespace photolibrary::core
