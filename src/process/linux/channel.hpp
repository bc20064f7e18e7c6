#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/private_fds.hpp"
#include "core/unique_fd.hpp"

namespace photolibrary::process {

/// A message and the descriptors that came with it.
struct Frame {
    std::vector<std::byte> bytes;
    std::vector<core::UniqueFd> descriptors;
};

/// One end of a socket pair between two processes that carries whole frames, with descriptors (SOCK_SEQPACKET).
class Channel {
  public:
    /// Bytes of a frame, and descriptors with it (the kernel's own limit is 253).
    static constexpr std::size_t max_frame = 32'768;
    static constexpr std::size_t max_descriptors = 64;

    enum class State { Frame, Nothing, Closed };

    Channel() = default;
    explicit Channel(core::PrivateFd fd) : fd_(std::move(fd)) {}

    /// Both ends. Throws std::system_error when there is no descriptor left.
    static std::pair<core::PrivateFd, core::PrivateFd> make_pair();

    int fd() const noexcept { return fd_.get(); }
    explicit operator bool() const noexcept { return static_cast<bool>(fd_); }
    void close() noexcept { fd_.reset(); }
    /// The other end reads what was sent, then finds the channel closed.
    void end_sending() const noexcept;

    /// Sends a frame; false if the other end is closed, or has so many unread frames that it cannot be alive.
    bool send(std::span<const std::byte> bytes, std::span<const int> descriptors = {}) const noexcept;

    /// The next frame. Waits for one if wait is true, and then never says Nothing. A frame that is too long counts as
    /// Closed; of its descriptors those are missing for which this process has no number left.
    State receive(Frame& frame, bool wait = false) const;

  private:
    core::PrivateFd fd_;
};

}  // namespace photolibrary::process
