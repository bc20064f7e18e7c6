#include "core/cpu.hpp"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <string>
#include <thread>

namespace photolibrary::core {
namespace {

int affinity_count() {
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
    return static_cast<int>(std::thread::hardware_concurrency());
}

/// cpu.max of one control group, version 2: "max 100000" or "150000 100000".
double quota_of(const std::string& folder) {
    std::ifstream in(folder + "/cpu.max");
    std::string quota;
    double period = 0;
    if (!(in >> quota >> period) || quota == "max" || period <= 0) return std::numeric_limits<double>::infinity();
    return std::strtod(quota.c_str(), nullptr) / period;
}

/// The tightest quota of this process's control group and all groups above it.
double control_group_quota() {
    double quota = std::numeric_limits<double>::infinity();
    std::ifstream in("/proc/self/cgroup");
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("0::")) continue;
        for (std::string group = line.substr(3);; group.resize(group.rfind('/'))) {
            quota = std::min(quota, quota_of("/sys/fs/cgroup" + group));
            if (group.rfind('/') == std::string::npos) break;
        }
    }
    return quota;
}

}  // namespace

int usable_cpus() {
    const double quota = std::ceil(control_group_quota());
    const int affinity = std::max(affinity_count(), 1);
    return quota < affinity ? std::max(static_cast<int>(quota), 1) : affinity;
}

}  // namespace photolibrary::core
