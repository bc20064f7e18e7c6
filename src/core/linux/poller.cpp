#include "core/poller.hpp"

#include <sys/epoll.h>

#include <array>
#include <cerrno>

namespace photolibrary::core {

bool Poller::open() {
    system_ = above_standard_streams(UniqueFd(::epoll_create1(EPOLL_CLOEXEC)));
    return static_cast<bool>(system_);
}

void Poller::watch(int fd, bool reading, bool writing) {
    Interest& interest = interests_[fd];
    interest.real = (reading ? std::uint32_t{EPOLLIN} : 0U) | (writing ? std::uint32_t{EPOLLOUT} : 0U);
    tell(fd, interest);
}

/// Once something happens it is time to tell: usually, the next request comes first.
void Poller::rest(int fd) noexcept {
    const auto interest = interests_.find(fd);
    if (interest != interests_.end()) interest->second.real = 0;
    drop(fd);
}

void Poller::forget(int fd) noexcept {
    drop(fd);
    const auto interest = interests_.find(fd);
    if (interest == interests_.end()) return;
    interest->second.real = 0;
    tell(fd, interest->second);
    interests_.erase(interest);
}

void Poller::tell(int fd, Interest& interest) noexcept {
    if (interest.told == interest.real) return;
    epoll_event event{};
    event.events = interest.real;
    event.data.fd = fd;
    const int change = interest.real == 0 ? EPOLL_CTL_DEL : interest.told == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    ::epoll_ctl(system_.get(), change, fd, &event);
    interest.told = interest.real;
}

bool Poller::wait(int milliseconds) {
    if (!ready_.empty()) return true;
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(system_.get(), events.data(), events.size(), milliseconds);
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

}  // namespace photolibrary::core
