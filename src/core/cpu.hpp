#pragma once

namespace photolibrary::core {

/// Processors that this process may use: its affinity mask, capped by the CPU quota of its control groups (rounded
/// up). At least 1.
int usable_cpus();

}  // namespace photolibrary::core
