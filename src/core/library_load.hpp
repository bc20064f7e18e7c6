#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/failure.hpp"

namespace photolibrary::core {

/// The file name of a version of a shared library: "libcurl.so.4", or "libcurl.4.dylib".
std::string library_file(std::string_view name, int version);

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
