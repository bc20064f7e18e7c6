#include "net/kept_sockets.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace photolibrary::net {

void KeptSockets::remember(int fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return;
    // Port and family stand at the same place in both.
    const int port = ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
    forget(fd);
    ports_[fd] = port;
    sockets_[port] = fd;
}

void KeptSockets::forget(int fd) noexcept {
    const auto known = ports_.find(fd);
    if (known == ports_.end()) return;
    sockets_.erase(known->second);
    ports_.erase(known);
}

bool KeptSockets::has_unread(int local_port) const noexcept {
    const auto known = sockets_.find(local_port);
    if (known == sockets_.end()) return false;
    pollfd readable{known->second, POLLIN, 0};
    return ::poll(&readable, 1, 0) > 0;
}

}  // namespace photolibrary::net
