#pragma once

#include <mutex>
#include <optional>
#include <string_view>

#include "core/failure.hpp"

namespace photolibrary::core {

/// Loads a library once, when it is first needed. What fails for want of descriptors is tried again the next time.
class LibraryLoad {
  public:
    /// load: loads it and looks for what is needed of it; false if dlopen() failed. The shortage (see shortage()) if
    /// that is why; what: completes its message. From any thread.
    std::optional<Failure> attempt(std::string_view what, bool (*load)());

  private:
    std::mutex mutex_;
    bool is_decided_ = false;
};

}  // namespace photolibrary::core
