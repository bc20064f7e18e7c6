#pragma once

#include <utility>
#include <vector>

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

    /// For strangers: a descriptor that is readable while the flag is set, as long as this lives. Whatever they do with
    /// it, nothing happens to the flag. Empty if the process has no descriptor left. Not while another thread sets or
    /// clears the flag.
    UniqueFd observer();

  private:
    UniqueFd read_end_;
    // Unused on Linux, where one descriptor serves both ends, and the system knows of observers.
    UniqueFd write_end_;
    std::vector<std::pair<UniqueFd, UniqueFd>> observers_;  ///< our end, and the stranger's
};

}  // namespace photolibrary::core
