#pragma once

#include <cstddef>
#include <functional>

namespace photolibrary::core {

/// Threads that may have nothing to do, and can help with one big piece of work.
class Helpers {
  public:
    using Work = std::function<void()>;

    virtual ~Helpers() = default;

    /// How many there are at the moment. Cheap.
    virtual std::size_t idle() const noexcept = 0;

    /// Runs own in the calling thread. Up to count other threads run help at the same time, each once; as nobody knows
    /// whether one comes, own must get on without. Returns once all of them are done. own may throw, help must not.
    virtual void run(const Work& own, const Work& help, std::size_t count) const = 0;
};

}  // namespace photolibrary::core
