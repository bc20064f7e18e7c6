#include "core/poller.hpp"

#include <poll.h>

#include <cerrno>
#include <vector>

namespace photolibrary::core {

bool Poller::open() {
    return true;
}

void Poller::watch(int fd, bool reading, bool writing) {
    interests_[fd].real = (reading ? std::uint32_t{POLLIN} : 0U) | (writing ? std::uint32_t{POLLOUT} : 0U);
}

void Poller::rest(int fd) noexcept {
    forget(fd);
}

void Poller::forget(int fd) noexcept {
    drop(fd);
    interests_.erase(fd);
}

bool Poller::wait(int milliseconds) {
    if (!ready_.empty()) return true;
    std::vector<pollfd> entries;
    entries.reserve(interests_.size());
    for (const auto& [fd, interest] : interests_)
        entries.push_back({fd, static_cast<short>(interest.real), 0});
    if (::poll(entries.data(), static_cast<nfds_t>(entries.size()), milliseconds) < 0) return errno != EINTR;
    for (const pollfd& entry : entries) {
        if (entry.revents == 0) continue;
        ready_.push_back({entry.fd, (entry.revents & POLLIN) != 0, (entry.revents & POLLOUT) != 0,
                          (entry.revents & (POLLERR | POLLHUP)) != 0});
    }
    return true;
}

}  // namespace photolibrary::core
