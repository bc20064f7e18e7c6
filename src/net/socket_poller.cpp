#include "net/socket_poller.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#ifdef __linux__
#include <sys/epoll.h>
#endif

namespace photolibrary::net {

#ifdef __linux__

bool SocketPoller::open() {
    epoll_ = core::above_standard_streams(core::UniqueFd(::epoll_create1(EPOLL_CLOEXEC)));
    return static_cast<bool>(epoll_);
}

void SocketPoller::watch(int fd, bool reading, bool writing) {
    epoll_event event{};
    event.events = (reading ? EPOLLIN : 0U) | (writing ? EPOLLOUT : 0U);
    event.data.fd = fd;
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &event) != 0 && errno == ENOENT) {
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event);
    }
}

void SocketPoller::forget(int fd) noexcept {
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
}

std::span<const SocketPoller::Ready> SocketPoller::wait(int milliseconds) {
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(epoll_.get(), events.data(), events.size(), milliseconds);
    ready_.clear();
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        ready_.push_back({event.data.fd, (event.events & EPOLLIN) != 0, (event.events & EPOLLOUT) != 0,
                          (event.events & (EPOLLERR | EPOLLHUP)) != 0});
    }
    return ready_;
}

#else

bool SocketPoller::open() {
    return true;
}

void SocketPoller::watch(int fd, bool reading, bool writing) {
    forget(fd);
    sockets_.push_back({fd, static_cast<short>((reading ? POLLIN : 0) | (writing ? POLLOUT : 0)), 0});
}

void SocketPoller::forget(int fd) noexcept {
    std::erase_if(sockets_, [fd](const pollfd& socket) { return socket.fd == fd; });
}

std::span<const SocketPoller::Ready> SocketPoller::wait(int milliseconds) {
    ::poll(sockets_.data(), static_cast<nfds_t>(sockets_.size()), milliseconds);
    ready_.clear();
    for (const pollfd& socket : sockets_) {
        if (socket.revents == 0) continue;
        ready_.push_back({socket.fd, (socket.revents & POLLIN) != 0, (socket.revents & POLLOUT) != 0,
                          (socket.revents & (POLLERR | POLLHUP)) != 0});
    }
    return ready_;
}

#endif

}  // namespace photolibrary::net
