#pragma once

#include <sys/types.h>

#include <cstdint>

namespace photolibrary::process {

/// Clock ticks since the system was booted; 0 where the system does not tell.
std::uint64_t boot_ticks() noexcept;

/// When a process of ours that nobody has waited for yet was started, in the system's clock ticks since it was booted:
/// with the number, it tells the process from any other until the next boot. 0 where the system does not tell.
/// not_before: what boot_ticks() said before it was started.
std::uint64_t start_ticks(pid_t pid, std::uint64_t not_before) noexcept;

}  // namespace photolibrary::process
