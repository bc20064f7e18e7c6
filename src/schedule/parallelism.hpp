#pragma once

#include <cstdint>
#include <optional>

namespace photolibrary::schedule {

enum class Mode : std::uint8_t { Sequential, Workers, Processes };

/// How many images are computed at once, and where.
struct Parallelism {
    Mode mode = Mode::Sequential;
    int processes = 1;  ///< that decode; 1 unless mode is Processes
    int workers = 1;    ///< threads that decode in each of them
};

/// More threads were asked for than there are processors for. A suggestion is absent when it would not fit either.
struct Oversubscription {
    int total = 0;
    int cpus = 0;
    std::optional<int> suggested_processes;
    std::optional<int> suggested_workers;
};

/// Present when the request adds up to more than 1.5 × cpus: each process counts its threads, and with more than one
/// also the one that feeds them.
std::optional<Oversubscription> oversubscription(const Parallelism& parallelism, int cpus);

}  // namespace photolibrary::schedule
