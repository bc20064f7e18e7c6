#pragma once

#include <unordered_map>

namespace photolibrary::net {

/// The sockets of connections that may be used again, by what libcurl tells of a connection: its own port.
class KeptSockets {
  public:
    void remember(int fd);
    void forget(int fd) noexcept;
    bool has(int fd) const noexcept { return ports_.contains(fd); }

    /// Whether something is there to be read that nobody has asked for: then the connection is of no use. False for a
    /// port that nothing is known of.
    bool has_unread(int local_port) const noexcept;

  private:
    std::unordered_map<int, int> ports_;    ///< of sockets
    std::unordered_map<int, int> sockets_;  ///< by port
};

}  // namespace photolibrary::net
