#pragma once

#include <cstddef>
#include <cstdint>

namespace photolibrary::process {

/// Changes with every change of a frame.
inline constexpr std::uint32_t zygote_protocol = 2;

/// Where a zygote finds its control socket.
inline constexpr int zygote_control_fd = 3;

/// What a decoding child is told when it is forked.
struct ChildSettings {
    std::uint64_t memory = 0;   ///< bytes it may use on top of what it starts with
    std::uint32_t threads = 1;  ///< that decode in it
    std::uint32_t nice = 0;     ///< added to the niceness of this process
};

// A zygote's first frame on the control socket is Hello {protocol u32, identity text}, with its own pidfd; it then
// takes OpenSession, with one end of a socket pair. On that it answers Opened, takes Fork {number u32, ChildSettings},
// with the child's end of a socket pair, and answers Forked {number u32} with the child's pidfd or NotForked {number
// u32, errno i32}; when the child has ended it says Ended {number u32, wait status i32}. It takes Kill {number u32} for
// a child that it has forked, and ignores it for one that has ended.
enum class ZygoteFrame : std::uint8_t { Hello, OpenSession, Opened, Fork, Forked, NotForked, Ended, Kill };
inline constexpr std::size_t zygote_frame_count = 8;

}  // namespace photolibrary::process
