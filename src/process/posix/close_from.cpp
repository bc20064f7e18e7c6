#include "process/close_from.hpp"

namespace photolibrary::process {

std::optional<int> add_close_from(posix_spawn_file_actions_t&, int) {
    return std::nullopt;
}

}  // namespace photolibrary::process
