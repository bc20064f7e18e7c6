#pragma once

namespace photolibrary::process {

/// Whether this kernel filters system calls and this build has a filter for its processor (x86-64, aarch64).
bool has_seccomp() noexcept;

/// From here on the kernel refuses to the calling thread, and to threads it starts later, what no decoder needs:
/// sockets, programs and processes, signals to others, writing and changing files, memory that no limit counts, and
/// calls by which kernels were attacked. Refused calls fail with EPERM, so that libraries take it for any other error.
/// For good, and only for the calling process: its number is part of the filter. Needs no_new_privs.
/// False when there is no filter: nothing is refused then.
bool install_seccomp_filter() noexcept;

}  // namespace photolibrary::process
