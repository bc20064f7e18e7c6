#pragma once

namespace photolibrary::process {

/// The version of Landlock this kernel offers; 0: none.
int landlock_version() noexcept;

/// From here on the calling thread, and threads it starts later, may open nothing but the folders of shared libraries,
/// for reading; what is open stays usable. Kernels that can (Linux 6.7 and 6.12) also refuse TCP, abstract sockets and
/// signals to other processes. For good. Needs no_new_privs. False when the kernel has no Landlock.
bool restrict_to_libraries() noexcept;

}  // namespace photolibrary::process
