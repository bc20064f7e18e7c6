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

/// For strangers: a descriptor that is readable while `fd` is, as long as that is open. Whatever they do with it,
/// nothing happens to the other one. Empty if the process has no descriptor left.
UniqueFd observer_of(int fd) noexcept;

}  // namespace photolibrary::core
