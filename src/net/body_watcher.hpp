#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "core/failure.hpp"

namespace photolibrary::net {

/// Judges a body while it arrives, so that no more of it is fetched than is of use. Called on the thread of the loop.
class BodyWatcher {
  public:
    enum class Verdict {
        Undecided,  ///< look again when more has come
        NeedsAll,   ///< the whole body is wanted
        Complete,   ///< what came is enough
        NoUse,      ///< failure() says why
    };

    virtual ~BodyWatcher() = default;

    /// so_far: all that came, from the beginning of the body.
    virtual Verdict look(std::span<const std::byte> so_far) = 0;

    /// Undecided: about how many bytes will be enough; 0 if nothing is known yet.
    virtual std::uint64_t expected() const = 0;

    virtual core::Failure failure() const = 0;
};

/// Makes a watcher for one look at one body from its beginning.
using BodyWatcherFactory = std::function<std::unique_ptr<BodyWatcher>()>;

}  // namespace photolibrary::net
