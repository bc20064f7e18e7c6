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
    Interest& interest = interests_[fd];
    interest.real = (reading ? std::uint32_t{EPOLLIN} : 0U) | (writing ? std::uint32_t{EPOLLOUT} : 0U);
    tell(fd, interest);
}

/// Once something happens it is time to tell: usually, the next request comes first.
void SocketPoller::rest(int fd) noexcept {
    const auto interest = interests_.find(fd);
    if (interest != interests_.end()) interest->second.real = 0;
    drop(fd);
}

void SocketPoller::forget(int fd) noexcept {
    drop(fd);
    const auto interest = interests_.find(fd);
    if (interest == interests_.end()) return;
    interest->second.real = 0;
    tell(fd, interest->second);
    interests_.erase(interest);
}

void SocketPoller::tell(int fd, Interest& interest) noexcept {
    if (interest.told == interest.real) return;
    epoll_event event{};
    event.events = interest.real;
    event.data.fd = fd;
    const int change = interest.real == 0 ? EPOLL_CTL_DEL : interest.told == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    ::epoll_ctl(epoll_.get(), change, fd, &event);
    interest.told = interest.real;
}

bool SocketPoller::wait(int milliseconds) {
    if (!ready_.empty()) return true;
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(epoll_.get(), events.data(), events.size(), milliseconds);
    if (count < 0) return errno != EINTR;
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        Interest& interest = interests_[event.data.fd];
        if (interest.real == 0) {
            tell(event.data.fd, interest);
            continue;
        }
        ready_.push_back({event.data.fd, (event.events & EPOLLIN) != 0, (event.events & EPOLLOUT) != 0,
                          (event.events & (EPOLLERR | EPOLLHUP)) != 0});
    }
    return true;
}

#else

bool SocketPoller::open() {
    return true;
}

void SocketPoller::watch(int fd, bool reading, bool writing) {
    forget(fd);
    sockets_.push_back({fd, static_cast<short>((reading ? POLLIN : 0) | (writing ? POLLOUT : 0)), 0});
}

void SocketPoller::rest(int fd) noexcept {
    forget(fd);
}

void SocketPoller::forget(int fd) noexcept {
    drop(fd);
    std::erase_if(sockets_, [fd](const pollfd& socket) { return socket.fd == fd; });
}

bool SocketPoller::wait(int milliseconds) {
    if (!ready_.empty()) return true;
    const int count = ::poll(sockets_.data(), static_cast<nfds_t>(sockets_.size()), milliseconds);
    if (count < 0) return errno != EINTR;
    for (const pollfd& socket : sockets_) {
        if (socket.revents == 0) continue;
        ready_.push_back({socket.fd, (socket.revents & POLLIN) != 0, (socket.revents & POLLOUT) != 0,
                          (socket.revents & (POLLERR | POLLHUP)) != 0});
    }
    return true;
}

#endif

std::optional<SocketPoller::Ready> SocketPoller::take() noexcept {
    if (ready_.empty()) return std::nullopt;
    const Ready next = ready_.front();
    ready_.pop_front();
    return next;
}

void SocketPoller::drop(int fd) noexcept {
    std::erase_if(ready_, [fd](const Ready& socket) { return socket.fd == fd; });
}

}  // namespace photolibrary::net
