#include "net/socket_poller.hpp"

#include <poll.h>

#include <cerrno>
#include <vector>

namespace photolibrary::net {

bool SocketPoller::open() {
    return true;
}

void SocketPoller::watch(int fd, bool reading, bool writing) {
    interests_[fd].real = (reading ? std::uint32_t{POLLIN} : 0U) | (writing ? std::uint32_t{POLLOUT} : 0U);
}

void SocketPoller::rest(int fd) noexcept {
    forget(fd);
}

void SocketPoller::forget(int fd) noexcept {
    drop(fd);
    interests_.erase(fd);
}

bool SocketPoller::wait(int milliseconds) {
    if (!ready_.empty()) return true;
    std::vector<pollfd> sockets;
    sockets.reserve(interests_.size());
    for (const auto& [fd, interest] : interests_)
        sockets.push_back({fd, static_cast<short>(interest.real), 0});
    if (::poll(sockets.data(), static_cast<nfds_t>(sockets.size()), milliseconds) < 0) return errno != EINTR;
    for (const pollfd& socket : sockets) {
        if (socket.revents == 0) continue;
        ready_.push_back({socket.fd, (socket.revents & POLLIN) != 0, (socket.revents & POLLOUT) != 0,
                          (socket.revents & (POLLERR | POLLHUP)) != 0});
    }
    return true;
}

}  // namespace photolibrary::net
