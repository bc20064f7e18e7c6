#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

#include "core/unique_fd.hpp"

namespace photolibrary::core {

/// Waits for many descriptors at once, at a cost that depends on those that are ready only, where the system has that.
class Poller {
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
    std::optional<Ready> take() noexcept {
        if (ready_.empty()) return std::nullopt;
        const Ready next = ready_.front();
        ready_.pop_front();
        return next;
    }

  private:
    /// Sets of POLLIN and POLLOUT, or of what the system calls so.
    struct Interest {
        std::uint32_t told = 0;  ///< to the system, where that keeps them
        std::uint32_t real = 0;
    };

    void tell(int fd, Interest& interest) noexcept;
    /// It is not ready any more.
    void drop(int fd) noexcept {
        std::erase_if(ready_, [fd](const Ready& socket) { return socket.fd == fd; });
    }

    std::deque<Ready> ready_;
    std::unordered_map<int, Interest> interests_;  ///< in open descriptors
    UniqueFd system_;                              ///< what the system keeps them in, if it does
};

}  // namespace photolibrary::core
