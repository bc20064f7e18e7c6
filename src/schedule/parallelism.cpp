#include "schedule/parallelism.hpp"

#include <algorithm>

namespace photolibrary::schedule {
namespace {

int total_of(int processes, int workers) {
    return processes * (workers > 1 ? workers + 1 : 1);
}

bool fits(int processes, int workers, int cpus) {
    return 2 * total_of(processes, workers) <= 3 * cpus;
}

std::optional<int> if_it_fits(int suggestion, bool fits) {
    return fits ? std::optional(suggestion) : std::nullopt;
}

/// A feeding thread mostly waits: threads of this process alone may use every processor.
int workers_for(const Parallelism& parallelism, int cpus) {
    return parallelism.mode == Mode::Processes ? std::max(1, cpus / parallelism.processes - 1) : cpus;
}

}  // namespace

std::optional<Oversubscription> oversubscription(const Parallelism& parallelism, int cpus) {
    const auto [mode, processes, workers] = parallelism;
    if (mode == Mode::Sequential || fits(processes, workers, cpus)) return std::nullopt;

    const int fewer_workers = workers_for(parallelism, cpus);
    const int fewer_processes = std::max(1, cpus / (workers > 1 ? workers + 1 : 1));
    return Oversubscription{
        .total = total_of(processes, workers),
        .cpus = cpus,
        .suggested_processes =
            if_it_fits(fewer_processes, mode == Mode::Processes && fits(fewer_processes, workers, cpus)),
        .suggested_workers = if_it_fits(fewer_workers, fits(processes, fewer_workers, cpus)),
    };
}

}  // namespace photolibrary::schedule
