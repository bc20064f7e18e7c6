#include "process/start_ticks.hpp"

namespace photolibrary::process {

std::uint64_t start_ticks(pid_t) noexcept {
    return 0;
}

}  // namespace photolibrary::process
