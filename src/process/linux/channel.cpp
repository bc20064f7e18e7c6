#include "process/linux/channel.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace photolibrary::process {
namespace {

constexpr int seqpacket = SOCK_SEQPACKET | SOCK_CLOEXEC;
constexpr int receive_flags = MSG_CMSG_CLOEXEC;

using ControlBuffer = std::array<std::byte, CMSG_SPACE(Channel::max_descriptors * sizeof(int))>;

/// Takes over the descriptors of a message, also of one that is refused.
std::vector<core::UniqueFd> descriptors_of(msghdr& message) {
    std::vector<core::UniqueFd> descriptors;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(header) + i * sizeof fd, sizeof fd);
            descriptors.push_back(core::above_standard_streams(core::UniqueFd(fd)));
        }
    }
    return descriptors;
}

}  // namespace

std::pair<core::PrivateFd, core::PrivateFd> Channel::make_pair() {
    int ends[2];
    if (::socketpair(AF_UNIX, seqpacket, 0, ends) != 0) {
        throw std::system_error(errno, std::system_category(), "socketpair");
    }
    const auto owned = [](int fd) { return core::PrivateFd(core::above_standard_streams(core::UniqueFd(fd))); };
    return {owned(ends[0]), owned(ends[1])};
}

bool Channel::send(std::span<const std::byte> bytes, std::span<const int> descriptors) const noexcept {
    iovec data{const_cast<std::byte*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) ControlBuffer control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        message.msg_control = control.data();
        message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
        cmsghdr* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
        std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
    }
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(fd_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(bytes.size());
}

void Channel::end_sending() const noexcept {
    ::shutdown(fd_.get(), SHUT_WR);
}

Channel::State Channel::receive(Frame& frame, bool wait) const {
    frame.bytes.resize(max_frame);
    iovec data{frame.bytes.data(), frame.bytes.size()};
    alignas(cmsghdr) ControlBuffer control;
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t got = 0;
    do {
        got = ::recvmsg(fd_.get(), &message, receive_flags | (wait ? 0 : MSG_DONTWAIT));
        // Reset: the other end died with frames unread. That is said once, ahead of the frames it has sent, which
        // count.
    } while (got < 0 && (errno == EINTR || errno == ECONNRESET));
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return State::Nothing;
    if (got <= 0) return State::Closed;
    frame.descriptors = descriptors_of(message);
    frame.bytes.resize(static_cast<std::size_t>(got));
    return (message.msg_flags & MSG_TRUNC) != 0 ? State::Closed : State::Frame;
}

}  // namespace photolibrary::process
