#include "core/process_generation.hpp"

#include <pthread.h>

#include <atomic>

namespace photolibrary::core {
namespace {

std::atomic<unsigned> generation{0};

}  // namespace

unsigned process_generation() {
    // Registered on first use: a PHP that never computes a palette pays nothing. The module is never unloaded
    // (-z nodelete), so the handler stays valid.
    static const bool registered = ::pthread_atfork(nullptr, nullptr, [] { ++generation; }) == 0;
    static_cast<void>(registered);
    return generation.load(std::memory_order_relaxed);
}

}  // namespace photolibrary::core
