#include "process/start_ticks.hpp"

namespace photolibrary::process {

std::uint64_t boot_ticks() noexcept {
    return 0;
}

std::uint64_t start_ticks(pid_t, std::uint64_t) noexcept {
    return 0;
}

}  // namespace photolibrary::process
