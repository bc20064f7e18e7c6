#include "core/event.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace photolibrary::core {

Event::Event() : read_end_(above_standard_streams(UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)))) {
    if (!read_end_) throw std::system_error(errno, std::system_category(), "eventfd");
}

void Event::set() noexcept {
    const std::uint64_t one = 1;
    while (::write(read_end_.get(), &one, sizeof one) < 0 && errno == EINTR) {
    }
}

void Event::clear() noexcept {
    std::uint64_t sink = 0;
    while (::read(read_end_.get(), &sink, sizeof sink) < 0 && errno == EINTR) {
    }
}

UniqueFd Event::observer() {
    UniqueFd observer = above_standard_streams(UniqueFd(::epoll_create1(EPOLL_CLOEXEC)));
    epoll_event readable{};
    readable.events = EPOLLIN;
    if (observer && ::epoll_ctl(observer.get(), EPOLL_CTL_ADD, read_end_.get(), &readable) != 0) observer.reset();
    return observer;
}

}  // namespace photolibrary::core
