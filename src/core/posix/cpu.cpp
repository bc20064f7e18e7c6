#include "core/cpu.hpp"

#include <algorithm>
#include <thread>

namespace photolibrary::core {

int usable_cpus() {
    return std::max(static_cast<int>(std::thread::hardware_concurrency()), 1);
}

}  // namespace photolibrary::core
