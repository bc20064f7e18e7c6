#pragma once

namespace photolibrary::core {

/// Processors that this process may use: on Linux its affinity mask, capped by the CPU quota of its control groups
/// (rounded up), elsewhere all there are. At least 1.
int usable_cpus();

}  // namespace photolibrary::core
