#pragma once

#include <sys/types.h>

#include <cstdint>

namespace photolibrary::process {

/// When a process of ours that nobody has waited for yet was started, in the system's clock ticks since it was booted:
/// with the number, it tells the process from any other until the next boot. 0 where the system does not tell.
std::uint64_t start_ticks(pid_t pid) noexcept;

}  // namespace photolibrary::process
