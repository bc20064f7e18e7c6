#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/unique_fd.hpp"

#ifndef __linux__
#include <poll.h>
#endif

namespace photolibrary::net {

/// Waits for many sockets at once, at a cost that depends on those that are ready only, where the system has that.
class SocketPoller {
  public:
    struct Ready {
        int fd = -1;
        bool can_read = false;
        bool can_write = false;
        bool has_failed = false;
    };

    /// False if the system has no descriptor left.
    bool open();

    void watch(int fd, bool reading, bool writing);
    void forget(int fd) noexcept;

    /// Those that are ready, as many as fit; none after so many milliseconds. Valid until the next call.
    std::span<const Ready> wait(int milliseconds);

  private:
    std::vector<Ready> ready_;
#ifdef __linux__
    core::UniqueFd epoll_;
#else
    std::vector<pollfd> sockets_;
#endif
};

}  // namespace photolibrary::net
