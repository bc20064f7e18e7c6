#include "process/close_from.hpp"

// Asked on two lines: where there is no such macro, as in musl, the preprocessor cannot read one that uses it.
#ifdef __GLIBC_PREREQ
#if __GLIBC_PREREQ(2, 34)
#define PHOTOLIBRARY_HAS_CLOSEFROM
#endif
#endif

namespace photolibrary::process {

std::optional<int> add_close_from([[maybe_unused]] posix_spawn_file_actions_t& actions, [[maybe_unused]] int first) {
#ifdef PHOTOLIBRARY_HAS_CLOSEFROM
    return ::posix_spawn_file_actions_addclosefrom_np(&actions, first);
#else
    return std::nullopt;
#endif
}

}  // namespace photolibrary::process
