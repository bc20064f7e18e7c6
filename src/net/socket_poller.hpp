#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
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
    /// Nothing is expected of it for now. It costs nothing to watch it again as before.
    void rest(int fd) noexcept;
    /// To be called before it is closed.
    void forget(int fd) noexcept;

    /// Waits until some are ready, or for so many milliseconds, unless there are such already. False if a signal came.
    bool wait(int milliseconds);
    /// The next one that is ready.
    std::optional<Ready> take() noexcept;

  private:
    void drop(int fd) noexcept;

    std::deque<Ready> ready_;
#ifdef __linux__
    /// Sets of EPOLLIN and EPOLLOUT.
    struct Interest {
        std::uint32_t told = 0;  ///< to the system
        std::uint32_t real = 0;
    };

    void tell(int fd, Interest& interest) noexcept;

    core::UniqueFd epoll_;
    std::unordered_map<int, Interest> interests_;  ///< in open sockets
#else
    std::vector<pollfd> sockets_;
#endif
};

}  // namespace photolibrary::net
