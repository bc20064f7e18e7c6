#pragma once

#include "core/unique_fd.hpp"

namespace photolibrary::core {

/// A flag that can be waited for with poll(): its descriptor is readable while the flag is set.
class Event {
  public:
    /// Throws std::system_error when the process has no descriptor left.
    Event();

    void set() noexcept;
    void clear() noexcept;
    int fd() const noexcept { return read_end_.get(); }

  private:
    UniqueFd read_end_;
    UniqueFd write_end_;  // unused where one descriptor serves both ends (eventfd)
};

}  // namespace photolibrary::core
