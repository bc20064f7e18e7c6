#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace photolibrary::process {

/// What confines a process. Which of them there are depends on the system; none is needed for the others.
struct Confinement {
    bool no_new_privs = false;  ///< a program it could start would gain no rights
    bool landlock = false;      ///< it opens nothing but shared libraries
    bool seccomp = false;       ///< the kernel refuses calls that no decoder needs
    bool memory_limit = false;  ///< its data has a limit
};

/// As statistics() and phpinfo() name what is active: "no_new_privs", "landlock", "seccomp", "memory_limit".
std::vector<std::string> names_of(const Confinement& confinement);

/// Confines the calling process for good; to be called while it is single-threaded and before its first hostile byte.
/// Threads it starts later inherit all of it. What it has open stays usable; it cannot open more than 1024 descriptors,
/// set no limit and no priority later, nor start a process. The kernel prefers it to others when memory runs out, and
/// its crash leaves no core dump. memory: bytes of data (heap, stacks of threads) it may use on top of what it uses
/// now. Never fails because a kernel lacks something: says what is active.
Confinement confine(std::uint64_t memory) noexcept;

/// What this system offers, without confining anything.
Confinement available_confinement() noexcept;

}  // namespace photolibrary::process
