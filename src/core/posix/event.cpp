#include "core/event.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "core/cloexec.hpp"

namespace photolibrary::core {
namespace {

bool is_readable(int fd) noexcept {
    pollfd entry{fd, POLLIN, 0};
    return ::poll(&entry, 1, 0) > 0;
}

UniqueFd kept_to_us(int fd) noexcept {
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return above_standard_streams(UniqueFd(fd));
}

// A stranger may have made his end, which is ours too, block: so no call may. A full socket is readable already.

void tell(const UniqueFd& observer) noexcept {
    while (::send(observer.get(), "", 1, MSG_DONTWAIT) < 0 && errno == EINTR) {
    }
}

void take_back(const UniqueFd& observer) noexcept {
    std::array<char, 64> sink;
    for (ssize_t got = 1; got > 0 || (got < 0 && errno == EINTR);)
        got = ::recv(observer.get(), sink.data(), sink.size(), MSG_DONTWAIT);
}

}  // namespace

Event::Event() {
    Pipe pipe = make_pipe();
    if (!pipe.read_end) throw std::system_error(errno, std::system_category(), "pipe");
    ::fcntl(pipe.read_end.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(pipe.write_end.get(), F_SETFL, O_NONBLOCK);
    read_end_ = std::move(pipe.read_end);
    write_end_ = std::move(pipe.write_end);
}

void Event::set() noexcept {
    while (::write(write_end_.get(), "", 1) < 0 && errno == EINTR) {  // a full pipe is readable already
    }
    for (const auto& [ours, theirs] : observers_)
        tell(ours);
}

void Event::clear() noexcept {
    std::array<char, 64> sink;
    for (ssize_t got = 1; got > 0 || (got < 0 && errno == EINTR);)
        got = ::read(read_end_.get(), sink.data(), sink.size());
    for (const auto& [ours, theirs] : observers_)
        take_back(theirs);
}

UniqueFd Event::observer() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return {};
    UniqueFd ours = kept_to_us(ends[0]), theirs = kept_to_us(ends[1]);
    UniqueFd observer(::fcntl(theirs.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!observer) return {};
    if (is_readable(read_end_.get())) tell(ours);
    observers_.emplace_back(std::move(ours), std::move(theirs));
    return observer;
}

}  // namespace photolibrary::core
