#pragma once

#include <spawn.h>

#include <optional>

namespace photolibrary::process {

/// Has a program that posix_spawn() starts close every descriptor from this number on. The error number, 0 for none;
/// nothing where the C library cannot do it.
std::optional<int> add_close_from(posix_spawn_file_actions_t& actions, int first);

}  // namespace photolibrary::process
