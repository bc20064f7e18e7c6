#include "core/event.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

#ifdef __linux__
#include <sys/epoll.h>
#include <sys/eventfd.h>
#else
#include <fcntl.h>
#endif

namespace photolibrary::core {

Event::Event() {
#ifdef __linux__
    read_end_ = above_standard_streams(UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)));
    if (!read_end_) throw std::system_error(errno, std::system_category(), "eventfd");
#else
    int ends[2];
    if (::pipe(ends) != 0) throw std::system_error(errno, std::system_category(), "pipe");
    read_end_ = UniqueFd(ends[0]);
    write_end_ = UniqueFd(ends[1]);
    for (const int fd : ends) {
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
    }
#endif
}

void Event::set() noexcept {
    const int fd = write_end_ ? write_end_.get() : read_end_.get();
    const std::uint64_t one = 1;
    while (::write(fd, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

void Event::clear() noexcept {
    std::uint64_t sink[8];
    ssize_t got = 0;
    do {
        got = ::read(read_end_.get(), sink, sizeof sink);
    } while ((got < 0 && errno == EINTR) || got == static_cast<ssize_t>(sizeof sink));
}

UniqueFd observer_of(int fd) noexcept {
#ifdef __linux__
    UniqueFd observer = above_standard_streams(UniqueFd(::epoll_create1(EPOLL_CLOEXEC)));
    epoll_event readable{};
    readable.events = EPOLLIN;
    if (observer && ::epoll_ctl(observer.get(), EPOLL_CTL_ADD, fd, &readable) != 0) observer.reset();
    return observer;
#else
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));  // shares its state with fd
#endif
}

}  // namespace photolibrary::core
